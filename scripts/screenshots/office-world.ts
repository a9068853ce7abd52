import {
  ask,
  askForAdjustment,
  type Customer,
  customer,
  readyToWithdraw,
  staffToken,
  tokenOf,
  transfer,
  withdraw,
} from '../../test/browser/support/office.ts';
import type { Site } from '../../test/browser/support/site.ts';

const dayMs = 86_400_000;

const nowOf = async (site: Site): Promise<number> => {
  const answer = await fetch(`${site.url}/_local/clock`);
  const clock = (await answer.json()) as { readonly now: string };
  return Date.parse(clock.now);
};

const uploadStatement = async (site: Site, token: string): Promise<void> => {
  const day = new Date(await nowOf(site)).toISOString().slice(0, 10);
  const statement = await fetch(`${site.url}/_local/bank/statements/${day}`);
  await fetch(`${site.url}/v1/admin/reconciliations`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml', authorization: `Bearer ${token}` },
    body: await statement.text(),
  });
};

/** A pool that some have joined. */
const pool = async (site: Site, operator: string, members: readonly Customer[]): Promise<void> => {
  const deadline = new Date((await nowOf(site)) + 5 * dayMs).toISOString();
  const { poolId } = await ask(site, operator, 'POST', '/v1/admin/pools', {
    name: 'A bar together',
    targetAmount: '10000.00',
    deadline,
  });
  await site.platform.cloud.idle();
  for (const [index, { email }] of members.entries())
    await ask(site, await tokenOf(site, email), 'POST', `/v1/pools/${poolId}/participations`, {
      amount: `${2_500 - index * 700}.00`,
    });
};

/** Work for the back office: something in every list of it. Returns whose streams are shown. */
export const officeWorld = async (site: Site): Promise<Customer> => {
  const katherine = await customer(site, 'katherine@assay.test', 'Katherine Johnson', '61000.00');
  const mary = await customer(site, 'mary@assay.test', 'Mary Jackson', '8000.00');
  const dorothy = await customer(site, 'dorothy@assay.test', 'Dorothy Vaughan', '4000.00');
  await readyToWithdraw(site, [
    { ...katherine, iban: 'DE89370400440532013000' },
    { ...mary, iban: 'GB82WEST12345698765432' },
  ]);
  const operator = await staffToken(site, 'operator');
  const operator2 = await staffToken(site, 'operator2');
  for (const { email } of [katherine, dorothy])
    await ask(site, await tokenOf(site, email), 'POST', '/v1/purchases', { grams: '4' });
  await withdraw(site, katherine.email, '52000.00');
  await withdraw(site, katherine.email, '2500.00');
  await withdraw(site, mary.email, '1200.00');
  await transfer(site, mary.reference, '300.00', 'Somebody Else');
  await transfer(site, 'RENT MAY', '850.00', 'Annie Easley');
  await pool(site, operator, [mary, dorothy]);
  await askForAdjustment(site, operator, mary, '12.50', 'Fee of the bank, refunded');
  await askForAdjustment(site, operator2, dorothy, '-40.00', 'Booked twice in March');
  await uploadStatement(site, operator);
  await site.platform.cloud.idle();
  return katherine;
};

/** The office's pages, by their pictures' names: the address, and whose role looks. */
export const officePages = (
  shown: Customer,
): readonly (readonly [name: string, address: string, person: string])[] => [
  ['office', '/office', 'operator'],
  ['approvals', '/office/approvals', 'operator'],
  ['cases', '/office/cases', 'compliance'],
  ['deposits-in-review', '/office/deposits', 'operator'],
  ['adjustments', '/office/adjustments', 'operator'],
  ['customers', `/office/customers/${shown.userId}`, 'operator'],
  ['office-pools', '/office/pools', 'operator'],
  ['vault', '/office/vault', 'operator'],
  ['reconciliation', '/office/reconciliation', 'operator'],
  ['projections', '/office/projections', 'admin'],
  ['stream', `/office/streams/wallet-${shown.walletId}`, 'compliance'],
  ['audit', `/office/audit/${shown.userId}`, 'compliance'],
];
