import type { Page } from 'playwright-core';

export const password = 'Correct-Horse-9';

/** Opens an account as a newcomer does; resolves on the overview. */
export const signUp = async (
  page: Page,
  email: string,
  fullName = 'Mary Jackson',
): Promise<void> => {
  await page.getByLabel('Full name').fill(fullName);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('Country').selectOption('IE');
  await page.getByRole('button', { name: 'Open an account' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
};

/** Goes to a page by the navigation. */
export const open = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
};

/** Has the sandbox's bank send money, and waits until it can be spent. */
export const payIn = async (page: Page): Promise<void> => {
  await open(page, 'Deposit');
  await page.getByRole('button', { name: 'Pretend my bank sent' }).click();
  await page.locator('.worth-total', { hasText: '€1,000.00' }).waitFor();
};
