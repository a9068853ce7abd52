import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage } from './support/browser.ts';
import { ask, customer, readyToWithdraw, signIn, tokenOf } from './support/office.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
const email = 'mary@assay.test';

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const mary = await customer(site, email, 'Mary Jackson', '1000.00');
  await ask(site, await tokenOf(site, email), 'POST', '/v1/purchases', { grams: '2' });
  await readyToWithdraw(site, [{ ...mary, iban: 'DE89370400440532013000' }]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const addresses = [
  '/',
  '/trade',
  '/deposit',
  '/withdraw',
  '/history',
  '/pools',
  '/alerts',
  '/what-if',
  '/statements',
  '/notifications',
  '/settings',
  '/nowhere',
];

const sizes: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a desktop', { viewport: { width: 1280, height: 900 } }],
  [
    'a phone, in the dark',
    {
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
      isMobile: true,
      hasTouch: true,
    },
  ],
];

const overflowOf = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - screen.width');

/** How much of what is seen has moved without the person's doing, from the first paint on (Cumulative Layout Shift). */
const shiftOf = (page: Page) =>
  page.evaluate<number>(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => setTimeout(() => resolve(sum)));
  })`);

/** What is called good on the web ("Core Web Vitals", web.dev). */
const shiftMax = 0.1;

describe.each(sizes)('every page of a customer, on %s', (_, options) => {
  it('is fit for a keyboard and a screen reader, stands still and fits the window', async () => {
    const { page, complaints, close } = await openPage(browser, site.url, options);
    await signIn(page, email);
    const found: string[] = [];
    for (const address of addresses) {
      await page.goto(address);
      await page
        .locator('h1')
        .waitFor()
        .catch(() => {
          throw new Error(`${address} shows nothing: ${complaints.join('; ')}`);
        });
      // All that is awaited, since what comes first may begin to await more.
      await expect.poll(() => page.locator('main [aria-busy=true]').count()).toBe(0);
      const shift = await shiftOf(page);
      found.push(...(await seriousOn(page)).map((each) => `${address} ${each}`));
      if (shift > shiftMax) found.push(`${address} moves by ${shift.toFixed(3)}`);
      if ((await overflowOf(page)) > 0) found.push(`${address} is wider than the window`);
    }
    expect(found).toEqual([]);
    // Among them would be whatever the content security policy refused.
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the first view', () => {
  /** The page, its script and style, the icon, and one question each. */
  const requestsMax = 6;

  it('asks for little, and nothing in it moves', async () => {
    const context = await browser.newContext({ baseURL: site.url });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto('/');
    await page.locator('.pitch-price', { hasText: '€' }).waitFor();
    // The browser may make the entry a moment after what it is about can be found.
    const paintMs = await page.evaluate<number>(
      `new Promise((resolve) => {
        new PerformanceObserver((entries) => {
          const [first] = entries.getEntriesByName('first-contentful-paint');
          if (first !== undefined) resolve(first.startTime);
        }).observe({ type: 'paint', buffered: true });
      })`,
    );
    console.log(`first contentful paint after ${Math.round(paintMs)} ms, ${asked.length} requests`);
    expect(asked.length, asked.join(' ')).toBeLessThanOrEqual(requestsMax);
    expect(await shiftOf(page)).toBeLessThan(shiftMax);
    await context.close();
  });
});
