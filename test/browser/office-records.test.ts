import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage } from './support/browser.ts';
import {
  ask,
  type Customer,
  customer,
  openOffice,
  readyToWithdraw,
  tokenOf,
  withdraw,
} from './support/office.ts';
import { open } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
let mary: Customer;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  mary = await customer(site, 'mary@assay.test', 'Mary Jackson', '9000.00');
  const token = await tokenOf(site, mary.email);
  await ask(site, token, 'POST', '/v1/purchases', { grams: '2' });
  await readyToWithdraw(site, [{ ...mary, iban: 'DE89370400440532013000' }]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A line of the state that is shown. */
const line = (page: Page, name: string) =>
  page.locator('.state-line', { has: page.getByText(name, { exact: true }) });

it('a stream shows its events, and what they made of it at any moment', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  await openOffice(page, 'operator', 'Customers');
  await page.getByLabel('E-mail address').fill(mary.email);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('link', { name: `wallet-${mary.walletId}` }).click();
  await page.getByText(/Chain whole to \d+/).waitFor();
  await line(page, 'Grams').filter({ hasText: '2.000000' }).waitFor();
  expect(await seriousOn(page)).toEqual([]);

  const slider = page.getByRole('slider', { name: 'Moment' });
  await slider.press('Home');
  await line(page, 'Available')
    .filter({ hasText: /^Available0\.00/ })
    .waitFor();
  expect(await slider.getAttribute('aria-valuetext')).toContain('Wallet created');
  // Through its moments, one by one, to the one at which the money could be spent.
  while (!(await slider.getAttribute('aria-valuetext'))?.includes('Deposit confirmed'))
    await page.getByRole('button', { name: 'After' }).click();
  const available = line(page, 'Available');
  await available.filter({ hasText: '9000.00' }).getByText('Changed').waitFor();
  await slider.press('End');
  await line(page, 'Grams').filter({ hasText: '2.000000' }).waitFor();
  const bought = page.locator('details', { hasText: 'Gold purchase completed' });
  await bought.locator('summary').click();
  await bought.getByText('Total cost').waitFor();

  await page.getByLabel('Stream').fill('wallet-00000000-0000-4000-8000-000000000000');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('No such stream').waitFor();
  expect(complaints.filter((each) => !each.includes('404'))).toEqual([]);
  await close();
});

it('a case opens by itself, is decided by compliance with a note, and is kept', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  await openOffice(page, 'compliance', 'Cases');
  await page.getByText('No case is open').waitFor();
  await withdraw(site, mary.email, '6000.00');
  await page.getByRole('row').nth(1).getByRole('button', { name: 'Decide' }).click();
  const dialog = page.getByRole('dialog', { name: /^Case/ });
  await dialog.getByText('A large sum to a new bank account').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Clear the case' }).click();
  await dialog.getByText('Say what you found.').waitFor();
  await dialog.getByLabel('What you found').fill('Sold a car; the papers are seen');
  await dialog.getByText('Report', { exact: true }).click();
  expect(await dialog.getByLabel('What you found').inputValue()).toContain('Sold a car');
  await dialog.getByText('Clear', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Clear the case' }).dblclick();
  await page.getByText('The case is cleared.').waitFor();
  await page.getByText('No case is open').waitFor();
  await page.getByText('Decided', { exact: true }).click();
  await page.getByRole('row').filter({ hasText: 'Cleared' }).waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it('compliance reads what was written down about a customer, and how far read tables are', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  await openOffice(page, 'compliance', 'Audit');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('An address such as').waitFor();
  await page.getByLabel('Whose events?').fill(` ${mary.email} `);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('User registered').click();
  // What is personal stays sealed here.
  await page.getByText('sealed').first().waitFor();
  expect(await page.getByText('Mary Jackson').count()).toBe(0);
  expect(await seriousOn(page)).toEqual([]);
  await page.getByLabel('Until').fill('2020-01-01');
  await page.getByText('Nothing was done in this time.').waitFor();
  await page.getByLabel('From').fill('2020-01-02');
  await page.getByText('It ends before it begins.').waitFor();

  await open(page, 'Projections');
  await page.getByRole('row').filter({ hasText: 'user-wallets' }).waitFor();
  expect(await seriousOn(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
