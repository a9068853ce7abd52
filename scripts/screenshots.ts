import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, openPage } from '../test/browser/support/browser.ts';
import { open, password, payIn, signUp } from '../test/browser/support/people.ts';
import { openSite } from '../test/browser/support/site.ts';

/** Draws the main pages, light and dark, on a desktop and on a phone: `npm run screenshots`. */
const folder = join(import.meta.dirname, '../docs/images');
const email = 'ada@assay.test';
const sizes = {
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true },
} as const;
const pages = [
  ['overview', '/'],
  ['trade', '/trade'],
  ['deposit', '/deposit'],
  ['history', '/history'],
  ['withdraw', '/withdraw'],
  ['pools', '/pools'],
  ['alerts', '/alerts'],
  ['what-if', '/what-if'],
  ['statements', '/statements'],
  ['settings', '/settings'],
] as const;

const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

/** Lets what is on its way arrive: requests, fonts and the chart's frame. */
const settled = async (page: Page) => {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const frame = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
  await page.evaluate(frame);
};

const prices = ['118.20', '118.90', '118.40', '119.60', '121.10', '120.70', '122.30', '124.05'];

mkdirSync(folder, { recursive: true });
const [site, browser] = await Promise.all([openSite(), openBrowser()]);
const first = await openPage(browser, site.url);
await site.control('PUT', '/_local/market', { pricePerGram: prices[0] });
await signUp(first.page, email, 'Ada Lovelace');
await payIn(first.page);
for (const [index, pricePerGram] of prices.entries()) {
  await site.control('PUT', '/_local/market', { pricePerGram });
  await site.control('POST', '/_local/clock', { advance: '10m' });
  if (index > 2) continue;
  await open(first.page, 'Buy & sell');
  await first.page.getByLabel('How much to buy').fill('200');
  await first.page
    .getByRole('button', { name: /^Buy .* for/ })
    .click({ timeout: 4_000 })
    .catch(() => undefined);
  await settled(first.page);
}
await first.close();

for (const theme of ['light', 'dark'] as const)
  for (const [size, options] of Object.entries(sizes)) {
    const { page, complaints, close } = await openPage(browser, site.url, {
      ...options,
      colorScheme: theme,
    });
    const shoot = async (name: string) => {
      await settled(page);
      await page.screenshot({ path: join(folder, `${name}-${theme}-${size}.png`) });
    };
    if (isWanted('welcome')) await shoot('welcome');
    await page.getByText('Sign in', { exact: true }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    for (const [name, address] of pages.filter(([each]) => isWanted(each))) {
      await page.goto(address);
      await page.locator('h1').waitFor();
      await shoot(name);
    }
    for (const complaint of complaints) console.log(`${theme} ${size}: ${complaint}`);
    await close();
  }
await browser.close();
await site.close();
