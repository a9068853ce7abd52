import type { Page } from 'playwright-core';
import { demoPassword } from '../../../local/sandbox/people.ts';
import { password } from './people.ts';
import type { Site } from './site.ts';

type Json = Readonly<Record<string, unknown>>;

/** A request of the API, as somebody; a POST has a key of its own. Throws what it said when it is not done. */
export const ask = async (
  site: Site,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Json> => {
  const response = await fetch(`${site.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Json;
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
};

export const tokenOf = async (site: Site, email: string, secret = password): Promise<string> =>
  `${(await ask(site, '', 'POST', '/v1/sessions', { email, password: secret }))['accessToken']}`;

/** A token of one of the people who work in the sandbox. */
export const staffToken = (site: Site, person: string): Promise<string> =>
  tokenOf(site, `${person}@assay.test`, demoPassword);

const debtorIban = 'DE89370400440532013000';

/** Somebody pays in; resolves when all that follows has come to rest. */
export const transfer = async (
  site: Site,
  reference: string,
  amount: string,
  debtorName: string,
): Promise<void> => {
  await site.control('POST', '/_local/bank/transfers', {
    reference,
    amount,
    debtorName,
    debtorIban,
  });
  await site.platform.cloud.idle();
};

export interface Customer {
  readonly email: string;
  readonly fullName: string;
  readonly userId: string;
  readonly walletId: string;
  readonly reference: string;
}

/** A new customer with money. */
export const customer = async (
  site: Site,
  email: string,
  fullName: string,
  amount?: string,
): Promise<Customer> => {
  const user = await ask(site, '', 'POST', '/v1/users', {
    email,
    password,
    fullName,
    country: 'IE',
  });
  const token = await tokenOf(site, email);
  await site.platform.cloud.idle();
  const wallet = await ask(site, token, 'GET', '/v1/wallet');
  const { reference } = wallet['depositInstructions'] as { readonly reference: string };
  if (amount !== undefined) await transfer(site, reference, amount, fullName);
  return {
    email,
    fullName,
    userId: `${user['userId']}`,
    walletId: `${user['walletId']}`,
    reference,
  };
};

/** Verifies customers and lists an account for each that can be paid to: a day passes. */
export const readyToWithdraw = async (
  site: Site,
  customers: readonly (Customer & { readonly iban: string })[],
): Promise<void> => {
  const operator = await staffToken(site, 'operator');
  for (const { userId, email, fullName, iban } of customers) {
    const path = `/v1/admin/users/${userId}/verifications`;
    await ask(site, operator, 'POST', path, {
      outcome: 'verified',
      verificationType: 'operations',
    });
    await ask(site, await tokenOf(site, email), 'POST', '/v1/bank-accounts', {
      iban,
      holderName: fullName,
    });
  }
  await site.control('POST', '/_local/clock', { advance: '25h' });
};

/** Asks for a withdrawal to the one account that a customer has listed. */
export const withdraw = async (site: Site, email: string, amount: string): Promise<void> => {
  const token = await tokenOf(site, email);
  const { items } = await ask(site, token, 'GET', '/v1/bank-accounts');
  const [account] = items as readonly { readonly bankAccountId: string }[];
  await ask(site, token, 'POST', '/v1/withdrawals', {
    amount,
    bankAccountId: account?.bankAccountId,
  });
  await site.platform.cloud.idle();
};

/** Somebody of the house asks for an adjustment, which then waits for a second person. */
export const askForAdjustment = (
  site: Site,
  token: string,
  { userId }: Customer,
  amount: string,
  reason = 'Goodwill',
): Promise<Json> =>
  ask(site, token, 'POST', '/v1/admin/adjustments', { userId, amount, currency: 'EUR', reason });

/** Signs in on the first page. */
export const signIn = async (page: Page, email: string, secret = password): Promise<void> => {
  await page.getByText('Sign in', { exact: true }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
};

/** Somebody who works here goes to a page of the office. */
export const openOffice = async (page: Page, person: string, name: string): Promise<void> => {
  await signIn(page, `${person}@assay.test`, demoPassword);
  await page.getByRole('link', { name: 'Back office' }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  if (name === 'Today') return;
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
};
