import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { open, payIn, signUp } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

it('a newcomer has an account, money and gold, sees its value move, and sells', async () => {
  await site.control('PUT', '/_local/market', { pricePerGram: '100.00' });
  const { page, complaints, close } = await openPage(browser, site.url);
  expect(await seriousOn(page)).toEqual([]);
  await signUp(page, 'newcomer@assay.test');
  expect(await seriousOn(page)).toEqual([]);
  await payIn(page);
  expect(await seriousOn(page)).toEqual([]);

  await open(page, 'Buy & sell');
  await page.getByLabel('How much to buy').fill('500');
  await page.getByText(/This price holds for \d+ s/).waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: /^Buy .* g for €500\.00$/ }).dblclick();
  await page.getByText('You bought').waitFor();

  await open(page, 'Overview');
  const cash = page.locator('.facts > div', { hasText: 'Cash available' });
  await cash.filter({ hasText: '€500.00' }).waitFor();
  const value = page.locator('.worth-total');
  const before = await value.textContent();
  await site.control('PUT', '/_local/market', { pricePerGram: '120.00' });
  await page.locator('.worth .gain').first().waitFor();
  expect(await value.textContent()).not.toBe(before);
  expect(await seriousOn(page)).toEqual([]);

  await page.getByText('Sell', { exact: true }).click();
  await page.getByText('grams', { exact: true }).click();
  await page.getByRole('button', { name: 'Use all' }).click();
  await page.getByRole('button', { name: /^Sell .* g for/ }).click();
  await page.getByText('You sold').waitFor();
  await page.getByText('No gold yet').waitFor();

  await open(page, 'History');
  await page.getByRole('link', { name: /Bought gold/ }).click();
  await page.getByText('Gold allocated').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
