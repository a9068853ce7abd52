import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from './support/browser.ts';
import { askForAdjustment, customer, openOffice, staffToken } from './support/office.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;

/** One more than fit on a page, and no wallet has more than may be open. */
const adjustmentsEach = 13;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const customers = [
    await customer(site, 'mary@assay.test', 'Mary Jackson'),
    await customer(site, 'dorothy@assay.test', 'Dorothy Vaughan'),
  ];
  const token = await staffToken(site, 'operator2');
  for (const each of customers)
    for (let count = 1; count <= adjustmentsEach; count++)
      await askForAdjustment(site, token, each, `${count}.00`);
  await site.platform.cloud.idle();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

it('a list is turned page by page, and keeps its page while it refreshes', async () => {
  const { page, close } = await openPage(browser, site.url);
  await openOffice(page, 'operator', 'Adjustments');
  const rows = page.locator('tbody tr');
  const nav = page.getByRole('navigation', { name: 'Pages of the list' });
  await rows.nth(24).waitFor();
  expect(await rows.count()).toBe(25);
  await nav.getByRole('button', { name: 'Next' }).click();
  await nav.getByText('Page 2').waitFor();
  await expect.poll(() => rows.count()).toBe(1);
  const refreshed = page.waitForResponse((answer) => answer.url().includes('cursor='));
  await page.evaluate(`dispatchEvent(new Event('online'))`);
  await refreshed;
  expect(await rows.count()).toBe(1);
  await nav.getByRole('button', { name: 'Back' }).click();
  await rows.nth(24).waitFor();
  await close();
});
