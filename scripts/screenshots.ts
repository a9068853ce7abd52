import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { demoPassword } from '../local/sandbox/people.ts';
import { openBrowser, openPage } from '../test/browser/support/browser.ts';
import { signIn } from '../test/browser/support/office.ts';
import { open, password, payIn, signUp } from '../test/browser/support/people.ts';
import { openSite } from '../test/browser/support/site.ts';
import { compressed } from './screenshots/compress.ts';
import { officePages, officeWorld } from './screenshots/office-world.ts';

/** Draws the main pages, light and dark, on a desktop and on a phone: `npm run screenshots`. */
const folder = join(import.meta.dirname, '../docs/images');
const email = 'ada@assay.test';
const sizes = {
  desktop: { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true },
} as const;
const pages = [
  ['welcome', '/'],
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

const main = ['welcome', 'overview', 'trade', 'deposit', 'history', 'approvals', 'stream'];
/** Other pages are drawn when they are named. */
const wanted = process.argv.length > 2 ? process.argv.slice(2) : main;
const isWanted = (name: string) => wanted.includes(name);

/** Lets what is on its way arrive: requests, fonts and the chart's frame. */
const settled = async (page: Page) => {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const frame = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
  await page.evaluate(frame);
};

/** A market that rises and falls for two hours, the same each time. */
const prices = Array.from({ length: 100 }, (_, minute) =>
  (118 + minute / 30 + Math.sin(minute / 7) * 0.9 + Math.sin(minute * 1.7) * 0.35).toFixed(2),
);
const purchaseEvery = 30;

const buy = async (page: Page) => {
  await open(page, 'Buy & sell');
  await page.getByLabel('How much to buy').fill('150');
  await page.getByRole('button', { name: /^Buy .* for/ }).click();
  await page.getByText('You bought').last().waitFor();
  await page.getByRole('button', { name: 'Buy gold' }).waitFor();
};

mkdirSync(folder, { recursive: true });
const [site, browser] = await Promise.all([openSite(), openBrowser()]);
const first = await openPage(browser, site.url);
await site.control('PUT', '/_local/market', { pricePerGram: prices[0] });
await signUp(first.page, email, 'Ada Lovelace');
await payIn(first.page);
for (const [minute, pricePerGram] of prices.entries()) {
  await site.control('PUT', '/_local/market', { pricePerGram });
  await site.control('POST', '/_local/clock', { advance: '30s' });
  if (minute % purchaseEvery === 10) await buy(first.page);
  await site.control('POST', '/_local/clock', { advance: '30s' });
}
await first.close();

type Shot = readonly [name: string, address: string];

/** What is done on a page before it is drawn. */
const before: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  // Back to the purchase, which changes much.
  stream: async (page) => {
    for (let step = 0; step < 3; step++) await page.getByRole('button', { name: 'Before' }).click();
    await page.locator('.state-changed').first().waitFor();
  },
};

/** Draws pages as one person sees them, in both themes and on both sizes. */
const draw = async (person: string, secret: string, shots: readonly Shot[]): Promise<void> => {
  for (const theme of ['light', 'dark'] as const)
    for (const [size, options] of Object.entries(sizes)) {
      const { page, complaints, close } = await openPage(browser, site.url, {
        ...options,
        colorScheme: theme,
      });
      const shoot = async (name: string) => {
        await settled(page);
        const file = join(folder, `${name}-${theme}-${size}.png`);
        writeFileSync(file, compressed(await page.screenshot()));
      };
      if (shots.some(([name]) => name === 'welcome')) await shoot('welcome');
      await signIn(page, person, secret);
      for (const [name, address] of shots.filter((shot) => shot[0] !== 'welcome')) {
        await page.goto(address);
        await page.locator('h1').waitFor();
        await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
        await before[name]?.(page);
        await shoot(name);
      }
      for (const complaint of complaints) console.log(`${theme} ${size}: ${complaint}`);
      await close();
    }
};

await draw(
  email,
  password,
  pages.filter(([name]) => isWanted(name)),
);
const office = officePages(await officeWorld(site)).filter(([name]) => isWanted(name));
for (const person of new Set(office.map(([, , each]) => each)))
  await draw(
    `${person}@assay.test`,
    demoPassword,
    office.flatMap(([name, address, whose]) => (whose === person ? [[name, address]] : [])),
  );
await browser.close();
await site.close();
