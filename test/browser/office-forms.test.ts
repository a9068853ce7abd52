import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPassword } from '../../local/sandbox/people.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { customer, openOffice, transfer } from './support/office.ts';
import { open } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
const email = 'mary@assay.test';

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const mary = await customer(site, email, 'Mary Jackson', '100.00');
  await transfer(site, mary.reference, '300.00', 'Somebody Else');
  await transfer(site, 'RENT', '850.00', 'Katherine Johnson');
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** What a field says is wrong with it. */
const whyAt = (page: Page, label: string) =>
  page.locator('.field', { has: page.getByLabel(label, { exact: true }) }).locator('.field-why');

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** The bodies and keys of the adjustments that a page asks for. */
const asked = (page: Page) => {
  const sent: { readonly amount: string; readonly key: string | undefined }[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/v1/admin/adjustments'))
      sent.push({
        amount: request.postDataJSON().amount,
        key: request.headers()['idempotency-key'],
      });
  });
  return sent;
};

it('every form says at the field what is missing, and sends nothing', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  const posts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/admin/')) posts.push(request.url());
  });
  await openOffice(page, 'operator', 'Adjustments');
  await press(page, 'Ask for it');
  await whyAt(page, 'Whose cash?').filter({ hasText: 'An e-mail address' }).waitFor();
  await whyAt(page, 'Amount').filter({ hasText: 'Fill this in.' }).waitFor();
  await whyAt(page, 'Reason').filter({ hasText: 'Say why.' }).waitFor();

  await open(page, 'Pools');
  await press(page, 'Open the pool');
  await whyAt(page, 'Name').filter({ hasText: 'A name' }).waitFor();
  await whyAt(page, 'Last day').filter({ hasText: 'The last day' }).waitFor();
  for (const absurd of ['0', '-1', '1.5', 'many', '1000000']) {
    await page.getByLabel('Members at least').fill(absurd);
    await whyAt(page, 'Members at least').filter({ hasText: 'A whole number' }).waitFor();
  }
  await page.getByLabel('Last day').fill('2020-01-01');
  await whyAt(page, 'Last day').filter({ hasText: 'That day is over.' }).waitFor();
  await page.getByLabel('Target').fill('1.250');
  await page.getByText('Do you mean').waitFor();

  await open(page, 'Vault');
  await press(page, 'Receive the bar');
  await whyAt(page, 'Serial number').filter({ hasText: 'Letters, digits' }).waitFor();
  for (const absurd of ['0', '4000', '-3', 'heavy', '1e2']) {
    await page.getByLabel('Gross weight').fill(absurd);
    await whyAt(page, 'Gross weight').filter({ hasText: /.{10}/ }).waitFor();
  }
  await page.getByLabel('Fineness').fill('1.1');
  await whyAt(page, 'Fineness').filter({ hasText: 'at most 1' }).waitFor();

  await open(page, 'Reconciliation');
  await press(page, 'Upload it');
  await whyAt(page, 'Bank statement').filter({ hasText: 'camt.053' }).waitFor();

  await open(page, 'Customers');
  await page.getByLabel('E-mail address').fill('mary at assay');
  await press(page, 'Find');
  await whyAt(page, 'E-mail address').filter({ hasText: 'An address such as' }).waitFor();
  await open(page, 'Streams');
  await page.getByLabel('Stream').fill('the wallet');
  await press(page, 'Show');
  await whyAt(page, 'Stream').filter({ hasText: 'A kind and an id' }).waitFor();
  expect(posts).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

it('reads amounts as people write them, and sends a double click once', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  const sent = asked(page);
  await openOffice(page, 'operator', 'Adjustments');
  const written = ['1.000,50', '1,000.50', ' 1 000,50 ', '€1000.5'];
  for (const typed of written) {
    await page.getByLabel('Whose cash?').fill(`  ${email} `);
    await page.getByLabel('Amount').fill(typed);
    await page.getByLabel('Reason').fill('A fee of the bank');
    await page.getByRole('button', { name: 'Ask for it' }).dblclick();
    await page.getByText('€1,000.50 asked for').last().waitFor();
    await expect.poll(() => page.getByLabel('Amount').inputValue()).toBe('');
  }
  expect(sent.map(({ amount }) => amount)).toEqual(written.map(() => '1000.5'));
  expect(new Set(sent.map(({ key }) => key)).size).toBe(written.length);
  await page.getByRole('row').nth(written.length).waitFor();
  expect(await page.getByRole('row').count()).toBe(written.length + 1);
  expect(complaints).toEqual([]);
  await close();
});

it('asks under the same key again when the answer was lost, offline and signed out', async () => {
  const { page, close } = await openPage(browser, site.url);
  const sent = asked(page);
  await openOffice(page, 'operator', 'Adjustments');
  await page.getByLabel('Whose cash?').fill(email);
  await page.getByLabel('Which way').selectOption('Take from the customer');
  await page.getByLabel('Amount').fill('7');
  await page.getByLabel('Reason').fill('Booked twice');
  const fields = () =>
    Promise.all(
      ['Whose cash?', 'Amount', 'Reason'].map((label) => page.getByLabel(label).inputValue()),
    );
  await page.context().setOffline(true);
  await press(page, 'Ask for it');
  await page.getByText('You are offline.').first().waitFor();
  await page.context().setOffline(false);

  // It is done, and nobody hears of it.
  await page.route('**/v1/admin/adjustments', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.abort();
  });
  await press(page, 'Ask for it');
  await page.getByText('Assay does not answer.').first().waitFor();
  expect(await fields()).toEqual([email, '7', 'Booked twice']);
  await page.unroute('**/v1/admin/adjustments');

  // The access token runs out, and none is to be had for the refresh token.
  await page.route('**/v1/sessions/refresh', (route) => route.fulfill({ status: 401, json: {} }));
  await site.control('POST', '/_local/clock', { advance: '1h' });
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('Password').fill(demoPassword);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'detached' });
  expect(await fields()).toEqual([email, '7', 'Booked twice']);
  await press(page, 'Ask for it');
  await page.getByText('-€7.00 asked for').waitFor();
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  await page.getByRole('row').filter({ hasText: '-€7.00' }).waitFor();
  expect(await page.getByRole('row').filter({ hasText: '-€7.00' }).count()).toBe(1);
  await close();
});

it('decides on a deposit, keeps a reason that was typed, and says why it cannot', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  await openOffice(page, 'operator', 'Deposits');
  await page
    .getByRole('row')
    .filter({ hasText: '€850.00' })
    .getByRole('button', { name: 'Decide' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Deposit of €850.00' });
  await dialog.getByRole('button', { name: 'Assign €850.00' }).click();
  await whyAt(page, 'Whose is it?').filter({ hasText: 'An e-mail address' }).waitFor();
  await dialog.getByLabel('Whose is it?').fill('nobody@assay.test');
  await dialog.getByRole('button', { name: 'Assign €850.00' }).click();
  await dialog.getByText('No customer has this e-mail address.').waitFor();
  await dialog.getByText('Send back', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Send €850.00 back' }).click();
  await whyAt(page, 'Reason').filter({ hasText: 'Say why.' }).waitFor();
  await dialog.getByLabel('Reason').fill('Unknown payer');
  await dialog.getByText('Assign', { exact: true }).click();
  expect(await dialog.getByLabel('Whose is it?').inputValue()).toBe('nobody@assay.test');
  await dialog.getByText('Send back', { exact: true }).click();
  expect(await dialog.getByLabel('Reason').inputValue()).toBe('Unknown payer');
  await dialog.getByRole('button', { name: 'Send €850.00 back' }).click();
  await page.getByText('€850.00 is on its way back.').waitFor();
  await page.getByRole('row').filter({ hasText: '€850.00' }).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await close();
});
