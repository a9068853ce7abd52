import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { customer, openOffice, signIn } from './support/office.ts';
import { open } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
const email = 'mary@assay.test';

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  await customer(site, email, 'Mary Jackson', '5000.00');
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

it('a pool is opened, joined and closed, and its member sees the gold without a reload', async () => {
  const own = await openPage(browser, site.url);
  const office = await openPage(browser, site.url);
  await signIn(own.page, email);
  await open(own.page, 'Pools');
  await own.page.getByText('No pool is open').waitFor();
  await openOffice(office.page, 'operator', 'Pools');

  await office.page.getByLabel('Name').fill('  A bar together ');
  await office.page.getByLabel('Target').fill('4.000,00');
  await office.page.getByLabel('Members at least').fill('1');
  await office.page.getByLabel('Last day').fill(tomorrow());
  await office.page.getByRole('button', { name: 'Open the pool' }).dblclick();
  await office.page.getByText('A bar together is open for €4,000.00.').waitFor();
  const row = office.page.getByRole('row').filter({ hasText: 'A bar together' });
  await row.waitFor();
  expect(await row.count()).toBe(1);
  expect(await seriousOn(office.page)).toEqual([]);

  await own.page.getByLabel('Your part').fill('2.500,00');
  await own.page.getByRole('button', { name: 'Join' }).click();
  await own.page.getByText('You are in A bar together').waitFor();
  await row.filter({ hasText: '€2,500.00 of €4,000.00' }).waitFor();

  await row.getByRole('button', { name: 'Look' }).click();
  expect(await seriousOn(office.page)).toEqual([]);
  await office.page.getByRole('button', { name: 'Close A bar together' }).dblclick();
  await office.page.getByText('A bar together is closed: its gold is being bought.').waitFor();
  await row.getByText('Allocated').waitFor();
  const mine = own.page.getByRole('region', { name: 'A bar together' });
  await mine.getByText('Gold bought').waitFor();
  await mine.locator('.facts > div', { hasText: 'It is' }).getByText('Allocated').waitFor();
  expect([...own.complaints, ...office.complaints]).toEqual([]);
  await Promise.all([own.close(), office.close()]);
});
