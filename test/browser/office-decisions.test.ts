import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { customer, openOffice } from './support/office.ts';
import { open } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  await customer(site, 'dorothy@assay.test', 'Dorothy Vaughan', '400.00');
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

it('a customer is found by a pasted address, suspended with a reason, and reinstated', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  await openOffice(page, 'operator', 'Customers');
  await page.getByLabel('E-mail address').fill('nobody@assay.test');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText('Nobody has the address nobody@assay.test').waitFor();
  await page.getByLabel('E-mail address').fill('  dorothy@assay.test ');
  await page.getByRole('button', { name: 'Find' }).click();
  const suspension = page.getByRole('region', { name: 'Suspension' });
  await suspension.getByRole('button', { name: 'Suspend Dorothy Vaughan' }).click();
  await suspension.getByText('Say why.').waitFor();
  await suspension.getByLabel('Reason').fill('no');
  await suspension.getByText('At least 3 characters').waitFor();
  await suspension.getByLabel('Reason').fill('Asked for it by phone');
  await suspension.getByRole('button', { name: 'Suspend Dorothy Vaughan' }).dblclick();
  await page.getByText('Dorothy Vaughan is suspended').waitFor();
  const reinstatement = page.getByRole('region', { name: 'Reinstatement' });
  await reinstatement.getByLabel('Reason').fill('Cleared up');
  await reinstatement.getByRole('button', { name: 'Reinstate Dorothy Vaughan' }).click();
  await suspension.waitFor();

  const verification = page.getByRole('region', { name: 'Verification' });
  await verification.getByText('Reject', { exact: true }).click();
  await verification.getByRole('button', { name: 'Reject the verification' }).click();
  await verification.getByText('Say why.').waitFor();
  await verification.getByText('Verify', { exact: true }).click();
  await verification.getByRole('button', { name: 'Verify Dorothy Vaughan' }).click();
  await page.getByText('Dorothy Vaughan is verified.').waitFor();
  await verification.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
  await close();
});

it('a bar is received, and released; a statement is uploaded once', async () => {
  const { page, complaints, close } = await openPage(browser, site.url);
  await openOffice(page, 'operator', 'Vault');
  await page.getByLabel('Serial number').fill(' HERAEUS-77 ');
  await page.getByLabel('Refiner').fill('Heraeus');
  await page.getByLabel('Gross weight').fill('401,125');
  await page.getByLabel('Fineness').fill('0,9958');
  await page.getByRole('button', { name: 'Receive the bar' }).dblclick();
  await page.getByText('HERAEUS-77 is in the vault').waitFor();
  const bar = page.getByRole('row').filter({ hasText: 'HERAEUS-77' });
  await bar.filter({ hasText: '401.125 oz' }).getByRole('button', { name: 'Look' }).click();
  const dialog = page.getByRole('dialog', { name: 'Bar HERAEUS-77' });
  await dialog.getByText('16 lots').click();
  await dialog.getByText('HERAEUS-77.16').waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Release HERAEUS-77' }).click();
  await page.getByText('HERAEUS-77 has left the vault.').waitFor();
  await bar.waitFor({ state: 'detached' });

  await open(page, 'Reconciliation');
  const upload = async (buffer: Buffer) => {
    await page
      .getByLabel('Bank statement')
      .setInputFiles({ name: 'statement.xml', mimeType: 'application/xml', buffer });
    await page.getByRole('button', { name: 'Upload it' }).click();
  };
  await upload(Buffer.from(''));
  await page.getByText('This file is empty.').waitFor();
  expect(complaints).toEqual([]);
  await upload(Buffer.from('no statement at all'));
  await page.locator('.trouble').filter({ hasText: /.{10}/ }).waitFor();
  const today = new Date().toISOString().slice(0, 10);
  const statement = await fetch(`${site.url}/_local/bank/statements/${today}`);
  const xml = Buffer.from(await statement.arrayBuffer());
  await upload(xml);
  await page.getByText('The statement is in, and is being compared.').waitFor();
  await page.getByRole('row').filter({ hasText: 'Done' }).waitFor();
  await upload(xml);
  await page.locator('.trouble').filter({ hasText: 'taken in before' }).waitFor();
  await page.getByRole('link', { name: /^ASSAY-/ }).click();
  await page
    .getByRole('region', { name: 'What the money is' })
    .getByText('€400.00')
    .first()
    .waitFor();
  expect(await seriousOn(page)).toEqual([]);
  await close();
});
