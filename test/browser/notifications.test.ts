import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousOn } from './support/axe.ts';
import { openBrowser, openPage, type Watched } from './support/browser.ts';
import { open, payIn, signUp } from './support/people.ts';
import { openSite, type Site } from './support/site.ts';

let browser: Browser;
let site: Site;
let mary: Watched;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), openSite()]);
  mary = await openPage(browser, site.url);
  await signUp(mary.page, 'mary@example.com');
}, 120_000);

afterAll(async () => {
  await mary?.close();
  await browser?.close();
  await site?.close();
});

const bell = (name: string) => mary.page.locator('.top').getByRole('link', { name, exact: true });

describe('what a person is told', () => {
  it('shows at once how much of it is new, and no more once it was looked at', async () => {
    const { page } = mary;
    await bell('Notifications').waitFor();
    await payIn(page);
    await bell('Notifications, 1 unread').click();
    await page.getByRole('heading', { name: 'Notifications' }).waitFor();
    await page.getByText('New: 1000.00 EUR has arrived').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await bell('Notifications').waitFor();
    await page.getByText('1000.00 EUR has arrived').click();
    await page.getByRole('heading', { name: 'Deposit', exact: false }).first().waitFor();
  });

  it('comes as the person likes, who is told what is wrong with a number', async () => {
    const { page } = mary;
    await open(page, 'Settings');
    await page.getByLabel('By text message').check();
    const phone = page.getByLabel('Phone for text messages');
    const save = page.getByRole('button', { name: 'Save' });
    await save.click();
    await page.getByText('Text messages need a number.').waitFor();
    await phone.fill('086 123 4567');
    await page.getByText('Begin with + and the country').waitFor();
    expect(await seriousOn(page)).toEqual([]);
    await phone.fill('00353 (86) 123-4567');
    await save.click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    await expect.poll(() => phone.inputValue()).toBe('+353861234567');
    expect(await page.getByLabel('By text message').isChecked()).toBe(true);
    expect(mary.complaints).toEqual([]);
  });
});
