import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPassword } from '../../local/sandbox/people.ts';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage } from './support/browser.ts';
import {
  ask,
  type Customer,
  customer,
  openOffice,
  signIn,
  staffToken,
  transfer,
} from './support/office.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
let customers: readonly Customer[] = [];

/** One more than fit on a page, and no wallet has more than may be open. */
const adjustmentsEach = 13;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  customers = [
    await customer(site, 'mary@assay.test', 'Mary Jackson', '100.00'),
    await customer(site, 'dorothy@assay.test', 'Dorothy Vaughan'),
  ];
  await transfer(site, customers[0]?.reference ?? '', '300.00', 'Somebody Else');
  const token = await staffToken(site, 'operator2');
  for (const { userId } of customers)
    for (let count = 1; count <= adjustmentsEach; count++)
      await ask(site, token, 'POST', '/v1/admin/adjustments', {
        userId,
        amount: `${count}.00`,
        currency: 'EUR',
        reason: 'Goodwill',
      });
  await site.platform.cloud.idle();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const addresses = () => [
  '/office',
  '/office/approvals',
  '/office/deposits',
  '/office/adjustments',
  '/office/customers',
  `/office/customers/${customers[1]?.userId}`,
  '/office/pools',
  '/office/vault',
  '/office/reconciliation',
];

/** How far a page is wider than its window: nothing, or it moves sideways under the thumb. */
const overflowOf = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

const sizes: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a desktop', { viewport: { width: 1280, height: 900 } }],
  ['a phone, in the dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
];

it.each(sizes)(
  'every page is fit for a keyboard and a screen reader, on %s',
  async (_, options) => {
    const { page, complaints, close } = await openPage(browser, site.url, options);
    await signIn(page, 'operator@assay.test', demoPassword);
    const found: string[] = [];
    for (const address of addresses()) {
      await page.goto(address);
      await page.locator('h1').waitFor();
      await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
      found.push(...(await seriousOn(page)).map((each) => `${address} ${each}`));
      if ((await overflowOf(page)) > 0) found.push(`${address} is wider than the window`);
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
);

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
  await page.waitForResponse((answer) => answer.url().includes('cursor='));
  expect(await rows.count()).toBe(1);
  await nav.getByRole('button', { name: 'Back' }).click();
  await rows.nth(24).waitFor();
  await close();
});
