import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, type Watched } from './support/browser.ts';
import { payIn, signUp } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let browser: Browser;
let site: Site;
let mary: Watched;

const asked = { count: 0 };

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), openSite()]);
  await site.control('PUT', '/_local/market', { pricePerGram: '100.00' });
  mary = await openPage(browser, site.url);
  mary.page.on('request', (request) => {
    if (request.url().endsWith('/v1/market/price')) asked.count += 1;
  });
  await signUp(mary.page, 'mary@example.com');
}, 120_000);

afterAll(async () => {
  await mary?.close();
  await browser?.close();
  await site?.close();
});

const price = (pricePerGram: string) => site.control('PUT', '/_local/market', { pricePerGram });
const ticker = (text: string) => mary.page.locator('.ticker-price', { hasText: text }).waitFor();
const reconnecting = () => mary.page.getByRole('status').getByText('Reconnecting');
const connected = () =>
  expect.poll(() => site.platform.cloud.webSocket?.count(), { timeout: 20_000 }).toBe(1);

describe('a page whose line is broken', () => {
  it('hears the price without asking, on a line that its own policy allows', async () => {
    await connected();
    await price('101.00');
    await ticker('101.00');
    const before = asked.count;
    await price('102.00');
    await ticker('102.00');
    await price('103.00');
    await ticker('103.00');
    expect(asked.count).toBe(before);
  });

  it('says so, asks every few seconds instead, and goes on by itself', async () => {
    await site.control('PUT', '/_local/network', { live: 'down' });
    await reconnecting().waitFor();
    await price('104.00');
    await ticker('104.00');
    await site.control('PUT', '/_local/network', { live: 'up' });
    await connected();
    await reconnecting().waitFor({ state: 'detached' });
    await price('105.00');
    await ticker('105.00');
  });

  it('shows what happened meanwhile once it is back', async () => {
    await site.control('PUT', '/_local/network', { live: 'dropped' });
    await payIn(mary.page);
    await connected();
    await mary.page.locator('.worth-total', { hasText: '€1,000.00' }).waitFor();
    // A broken network is no fault of the page; the browser notes it all the same.
    expect(
      mary.complaints.filter((each) => !/WebSocket connection to .* failed/.test(each)),
    ).toEqual([]);
  });
});
