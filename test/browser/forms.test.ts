import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, type Watched } from './support/browser.ts';
import type { Stage } from './support/forms/form-case.ts';
import {
  codeOf,
  joinable,
  ofLeaver,
  ofMary,
  ofNobody,
  people,
} from './support/forms/of-customers.ts';
import { tryForm } from './support/forms/try-form.ts';
import { ask, customer, readyToWithdraw, signIn, staffToken, tokenOf } from './support/office.ts';
import { open, password } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
let stage: Stage;
let mary: Watched;

const enrol = async (email: string): Promise<void> => {
  const token = await tokenOf(site, email);
  const secret = `${(await ask(site, token, 'POST', '/v1/me/mfa', {}))['secret']}`;
  await ask(site, token, 'POST', '/v1/me/mfa/verify', { code: await codeOf(stage, secret) });
  stage.kept.set(email, secret);
};

const openPool = async (): Promise<void> => {
  await ask(site, await staffToken(site, 'operator'), 'POST', '/v1/admin/pools', {
    name: joinable,
    targetAmount: '50000.00',
    minimumParticipants: 1,
    deadline: new Date(Date.now() + 10 * 86_400_000).toISOString(),
  });
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  stage = { site, kept: new Map() };
  await site.control('PUT', '/_local/market', { pricePerGram: '100.00' });
  const rich = await customer(site, people.mary, 'Mary Jackson', '9000.00');
  await readyToWithdraw(site, [{ ...rich, iban: 'DE89370400440532013000' }]);
  await customer(site, people.leaver, 'Ada Leaver');
  await customer(site, people.plain, 'Ada Plain');
  await customer(site, people.hedy, 'Hedy Lamarr');
  await enrol(people.hedy);
  await openPool();
  await site.platform.cloud.idle();
  mary = await openPage(browser, site.url);
  await signIn(mary.page, people.mary);
});

afterAll(async () => {
  await mary?.close();
  await browser?.close();
  await site?.close();
});

const amount = (page: Page) => page.getByLabel('How much to buy');

describe('an order', () => {
  it('asks back what could mean two amounts', async () => {
    const { page, complaints } = mary;
    await open(page, 'Buy & sell');
    await amount(page).fill('1.250');
    await page.getByText('Do you mean').waitFor();
    await page.getByRole('button', { name: '€1.25', exact: true }).click();
    await page.getByRole('button', { name: /^Buy .* for €1\.25$/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('is shown the new price when the old one ran out on its way, and loses nothing typed', async () => {
    const { page } = mary;
    await open(page, 'Buy & sell');
    await amount(page).fill('250');
    const buy = page.getByRole('button', { name: /^Buy .* for €250\.00$/ });
    await buy.waitFor();
    // The next quotes wait until the old one has been refused.
    await page.route('**/v1/purchases', async (route) => {
      await site.control('POST', '/_local/clock', { advance: '2m' });
      await route.continue();
    });
    await buy.click();
    await page.getByText('The price had moved on. Nothing was done').waitFor();
    await page.unroute('**/v1/purchases');
    expect(await amount(page).inputValue()).toBe('250');
    await buy.click();
    await page.getByText('for €250.00.').waitFor();
  });
});

describe('every form of a customer bears what people do to forms', () => {
  it.each(ofMary)('$source', (made) => tryForm(mary.page, made, stage, password));

  it.each(ofLeaver)('$source', async (made) => {
    const { page, close } = await openPage(browser, site.url);
    await signIn(page, people.leaver);
    await tryForm(page, made, stage, password);
    await close();
  });

  it.each(ofNobody)('$source', async (made) => {
    const { page, close } = await openPage(browser, site.url);
    await tryForm(page, made, stage, undefined);
    await close();
  });
});
