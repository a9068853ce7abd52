import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { demoPassword } from '../../local/sandbox/people.ts';
import { openBrowser, openPage, type Watched } from './support/browser.ts';
import { subjects } from './support/forms/deciding.ts';
import type { Stage } from './support/forms/form-case.ts';
import { ofCases } from './support/forms/of-cases.ts';
import { ofDecisions } from './support/forms/of-decisions.ts';
import { tryForm } from './support/forms/try-form.ts';
import {
  ask,
  askForAdjustment,
  type Customer,
  customer,
  openOffice,
  readyToWithdraw,
  staffToken,
  tokenOf,
  transfer,
  withdraw,
} from './support/office.ts';
import { openSite, type Site } from './support/site.ts';

let site: Site;
let browser: Browser;
let stage: Stage;
let operator: Watched;
let compliance: Watched;

const openPools = async (token: string): Promise<void> => {
  await site.control('PUT', '/_local/dealer/behaviour', { orders: 'unknown' });
  for (const name of ['Full enough', 'Given up']) {
    const { poolId } = await ask(site, token, 'POST', '/v1/admin/pools', {
      name,
      targetAmount: '5000.00',
      minimumParticipants: 1,
      deadline: new Date(Date.now() + 10 * 86_400_000).toISOString(),
    });
    const member = await tokenOf(site, subjects.mary);
    await ask(site, member, 'POST', `/v1/pools/${poolId}/participations`, { amount: '1000.00' });
  }
};

/** Everything that waits for somebody: two of each kind, for each is decided in both ways. */
const bringWork = async (mary: Customer): Promise<void> => {
  const token = await staffToken(site, 'operator2');
  await openPools(token);
  for (const amount of ['12.50', '13.50']) await askForAdjustment(site, token, mary, amount);
  await ask(site, token, 'POST', '/v1/admin/vault/bars', {
    serial: 'HERAEUS-78',
    refiner: 'Heraeus',
    grossWeight: '401.125',
    fineness: '0.9958',
  });
  for (const amount of ['300.00', '310.00'])
    await transfer(site, mary.reference, amount, 'Somebody Else');
  await transfer(site, 'RENT', '850.00', 'Katherine Johnson');
  await transfer(site, 'GOLD', '860.00', 'Dorothy Vaughan');
  for (const amount of ['1200.00', '1300.00', '6000.00', '6100.00'])
    await withdraw(site, subjects.mary, amount);
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  stage = { site, kept: new Map() };
  const mary = await customer(site, subjects.mary, 'Mary Jackson', '30000.00');
  await customer(site, subjects.dorothy, 'Dorothy Vaughan');
  await customer(site, subjects.katherine, 'Katherine Johnson');
  await readyToWithdraw(site, [{ ...mary, iban: 'DE89370400440532013000' }]);
  await bringWork(mary);
  [operator, compliance] = [await openPage(browser, site.url), await openPage(browser, site.url)];
  await openOffice(operator.page, 'operator', 'Today');
  await openOffice(compliance.page, 'compliance', 'Today');
});

afterAll(async () => {
  await Promise.all([operator?.close(), compliance?.close()]);
  await browser?.close();
  await site?.close();
});

describe('every decision is made once, bears what people do to forms, and has its effect', () => {
  it.each(ofDecisions)('$source', (made) => tryForm(operator.page, made, stage, demoPassword));
  it.each(ofCases)('$source', (made) => tryForm(compliance.page, made, stage, demoPassword));
});
