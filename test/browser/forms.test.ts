import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from './support/browser.ts';
import { open, password, payIn, signUp } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  await site.control('PUT', '/_local/market', { pricePerGram: '100.00' });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const amount = (page: Page) => page.getByLabel('How much to buy');
const why = (page: Page) => page.locator('.order .field-why');

it('says at the field what is wrong, and asks what could mean two amounts', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  await page.getByRole('button', { name: 'Open an account' }).click();
  await page.getByText('An address such as ada@example.com.').waitFor();
  await page.getByText('It still needs 12 characters.').waitFor();
  await signUp(page, 'careful@assay.test');
  await payIn(page);
  await open(page, 'Buy & sell');

  await page.getByRole('button', { name: 'Buy gold' }).click();
  await why(page).filter({ hasText: 'Fill this in.' }).waitFor();
  for (const absurd of ['-5', 'ten', '1.2.3', '1e3', '99999999999999999']) {
    await amount(page).fill(absurd);
    await amount(page).blur();
    await why(page).filter({ hasText: /.{10}/ }).waitFor();
  }
  await amount(page).fill('1.250');
  await page.getByText('Do you mean').waitFor();
  await page.getByRole('button', { name: '€1.25', exact: true }).click();
  await page.getByRole('button', { name: /^Buy .* for €1\.25$/ }).waitFor();
  await amount(page).fill('100,50 €');
  await page.getByRole('button', { name: /^Buy .* for €100\.(49|50)$/ }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it('loses nothing that was typed when the network or the session ends', async () => {
  const { page, close } = await openPage(browser, site.url);
  await signUp(page, 'patient@assay.test');
  await payIn(page);
  await open(page, 'Buy & sell');
  await amount(page).fill('250');
  await page.getByRole('button', { name: /^Buy .* for €250\.00$/ }).waitFor();

  await page.context().setOffline(true);
  await page.getByRole('button', { name: /^Buy .* for €250\.00$/ }).click();
  await page.getByText('You are offline.').first().waitFor();
  expect(await amount(page).inputValue()).toBe('250');
  await page.context().setOffline(false);

  // The access token runs out, and none is to be had for the refresh token.
  await page.route('**/v1/sessions/refresh', (route) => route.fulfill({ status: 401, json: {} }));
  await site.control('POST', '/_local/clock', { advance: '1h' });
  await page.getByRole('dialog', { name: 'Sign in again' }).getByLabel('Password').fill(password);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await amount(page).inputValue()).toBe('250');
  await page.getByRole('button', { name: /^Buy .* for €250\.00$/ }).click();
  await page.getByText('You bought').waitFor();
  await close();
});
