import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPassword } from '../../local/sandbox/people.ts';
import { openBrowser, openPage, type Watched } from './support/browser.ts';
import type { Stage } from './support/forms/form-case.ts';
import { dorothy, ofCompliance, ofOperations } from './support/forms/of-the-office.ts';
import { tryForm } from './support/forms/try-form.ts';
import { customer, openOffice } from './support/office.ts';
import { open } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
let stage: Stage;
let operator: Watched;
let compliance: Watched;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  stage = { site, kept: new Map() };
  await customer(site, dorothy.email, dorothy.fullName, '100.00');
  [operator, compliance] = [await openPage(browser, site.url), await openPage(browser, site.url)];
  await openOffice(operator.page, 'operator', 'Today');
  await openOffice(compliance.page, 'compliance', 'Today');
});

afterAll(async () => {
  await Promise.all([operator?.close(), compliance?.close()]);
  await browser?.close();
  await site?.close();
});

describe('every form of the office bears what people do to forms', () => {
  it.each(ofOperations)('$source', (made) => tryForm(operator.page, made, stage, demoPassword));
  it.each(ofCompliance)('$source', (made) => tryForm(compliance.page, made, stage, demoPassword));
});

it('asks under the same key again when the answer was lost', async () => {
  const { page } = operator;
  const keys: (string | undefined)[] = [];
  await open(page, 'Adjustments');
  await page.getByLabel('Whose cash?').fill(dorothy.email);
  await page.getByLabel('Which way').selectOption('Take from the customer');
  await page.getByLabel('Amount').fill('7');
  await page.getByLabel('Reason').fill('Booked twice');
  // It is done, and nobody hears of it.
  await page.route('**/v1/admin/adjustments', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByText('Assay does not answer.').first().waitFor();
  expect(await page.getByLabel('Amount').inputValue()).toBe('7');
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await page.getByText('-€7.00 asked for').waitFor();
  expect(keys.length).toBe(2);
  expect(new Set(keys).size).toBe(1);
  await page.getByRole('row').filter({ hasText: '-€7.00' }).waitFor();
  expect(await page.getByRole('row').filter({ hasText: '-€7.00' }).count()).toBe(1);
});

it('says what the API refuses, and keeps the file and the words', async () => {
  const { page } = operator;
  await open(page, 'Customers');
  await page.getByLabel('E-mail address').fill('nobody@assay.test');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText('Nobody has the address nobody@assay.test').waitFor();

  await open(page, 'Reconciliation');
  const upload = async (text: string) => {
    const buffer = Buffer.from(text);
    await page
      .getByLabel('Bank statement')
      .setInputFiles({ name: 'statement.xml', mimeType: 'application/xml', buffer });
    await page.getByRole('button', { name: 'Upload it' }).click();
  };
  await upload('');
  await page.getByText('This file is empty.').waitFor();
  await upload('no statement at all');
  await page.locator('.trouble').filter({ hasText: /.{10}/ }).waitFor();
  await upload(stage.kept.get('statement') ?? '');
  await page.locator('.trouble').filter({ hasText: 'taken in before' }).waitFor();
});
