import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPassword } from '../../local/sandbox/people.ts';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage } from './support/browser.ts';
import {
  askForAdjustment,
  type Customer,
  customer,
  signIn,
  staffToken,
  transfer,
} from './support/office.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
let dorothy: Customer;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const mary = await customer(site, 'mary@assay.test', 'Mary Jackson', '100.00');
  dorothy = await customer(site, 'dorothy@assay.test', 'Dorothy Vaughan');
  await transfer(site, mary.reference, '300.00', 'Somebody Else');
  await askForAdjustment(site, await staffToken(site, 'operator2'), mary, '12.50');
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
  `/office/customers/${dorothy.userId}`,
  '/office/pools',
  '/office/vault',
  '/office/reconciliation',
  '/office/projections',
  `/office/streams/user-${dorothy.userId}`,
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
