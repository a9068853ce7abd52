import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage } from './support/browser.ts';
import {
  ask,
  customer,
  openOffice,
  readyToWithdraw,
  signIn,
  staffToken,
  withdraw,
} from './support/office.ts';
import { open } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
const email = 'mary@assay.test';

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const mary = await customer(site, email, 'Mary Jackson', '60000.00');
  await readyToWithdraw(site, [{ ...mary, iban: 'DE89370400440532013000' }]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const row = (page: Page, amount: string) => page.getByRole('row').filter({ hasText: amount });

/** How often a page has sent a request that ends so. */
const counted = (page: Page, ending: string): (() => number) => {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith(ending)) count += 1;
  });
  return () => count;
};

it('an operator approves once, and the customer sees it paid without a reload', async () => {
  const own = await openPage(browser, site.url);
  const office = await openPage(browser, site.url);
  await signIn(own.page, email);
  await open(own.page, 'Withdraw');
  await openOffice(office.page, 'operator', 'Approvals');
  await office.page.getByText('Nothing waits for you').waitFor();
  expect(await seriousOn(office.page)).toEqual([]);

  await own.page.getByLabel('How much').fill('1,200.00');
  await own.page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await own.page.getByText('is being prepared for your bank').waitFor();

  const approvals = counted(office.page, '/approvals');
  await row(office.page, '€1,200.00').getByRole('button', { name: 'Decide' }).click();
  const dialog = office.page.getByRole('dialog', { name: 'Withdrawal of €1,200.00' });
  await dialog.getByText('One yes is enough').waitFor();
  expect(await seriousOn(office.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Approve €1,200.00' }).dblclick();
  await office.page.getByText('€1,200.00 approved: it goes to the bank.').waitFor();
  await office.page.getByText('Nothing waits for you').waitFor();
  expect(approvals()).toBe(1);

  await own.page.locator('.journey .status', { hasText: 'Completed' }).waitFor();
  expect([...own.complaints, ...office.complaints]).toEqual([]);
  await Promise.all([own.close(), office.close()]);
});

it('a list hears of work without asking, and of who decided on it', async () => {
  const { page, close } = await openPage(browser, site.url);
  await openOffice(page, 'operator', 'Today');
  // No list asks by itself from now on: what it learns, it was told.
  await page.evaluate('window.setInterval = () => 0');
  await open(page, 'Approvals');
  await page.getByText('Nothing waits for you').waitFor();
  await withdraw(site, email, '1300.00');
  await row(page, '€1,300.00').waitFor();
  const token = await staffToken(site, 'operator2');
  const { items } = await ask(site, token, 'GET', '/v1/admin/withdrawals');
  const [waiting] = items as readonly { readonly withdrawalId: string }[];
  await ask(site, token, 'POST', `/v1/admin/withdrawals/${waiting?.withdrawalId}/approvals`, {});
  await page.getByText('Nothing waits for you').waitFor();
  await close();
});

it('two people are needed above the high limit, and the page says so to each', async () => {
  const first = await openPage(browser, site.url);
  const second = await openPage(browser, site.url);
  await openOffice(first.page, 'operator', 'Approvals');
  await openOffice(second.page, 'operator2', 'Approvals');
  await withdraw(site, email, '52000.00');

  await row(first.page, '€52,000.00').getByRole('button', { name: 'Decide' }).click();
  await first.page.getByText('Yours is the first yes').waitFor();
  await first.page.getByRole('button', { name: 'Approve €52,000.00 as the first' }).click();
  await first.page.getByText('One more person must approve it.').waitFor();
  await row(first.page, '1 of 2').getByRole('button', { name: 'Decide' }).click();
  await first.page.getByText('A second person must approve it').waitFor();
  expect(await first.page.getByRole('button', { name: /^Approve/ }).count()).toBe(0);

  await row(second.page, '1 of 2').getByRole('button', { name: 'Decide' }).click();
  await second.page.getByText('Yours is the second yes').waitFor();
  await second.page.getByRole('button', { name: 'Approve €52,000.00' }).click();
  await second.page.getByText('€52,000.00 approved: it goes to the bank.').waitFor();
  // Who still looks at it is told that it has left the list.
  await first.page.getByText('It has left the list meanwhile').waitFor();
  expect([...first.complaints, ...second.complaints]).toEqual([]);
  await Promise.all([first.close(), second.close()]);
});

it('each role sees what is theirs, and a customer none of it', async () => {
  const { page, close } = await openPage(browser, site.url);
  await signIn(page, email);
  expect(await page.getByRole('link', { name: 'Back office' }).count()).toBe(0);
  await page.goto('/office/approvals');
  await page.getByText('This is not yours').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await close();

  const compliance = await openPage(browser, site.url);
  await openOffice(compliance.page, 'compliance', 'Approvals');
  const pages = compliance.page.getByRole('navigation', { name: 'Pages' });
  expect(await pages.getByRole('link', { name: 'Adjustments' }).count()).toBe(0);
  expect(await pages.getByRole('link', { name: 'Cases' }).count()).toBe(1);
  await compliance.page.goto('/office/adjustments');
  await compliance.page.getByText('Adjustments belongs to operations and admin').waitFor();
  await compliance.close();
});
