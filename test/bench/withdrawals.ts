import { operator, type Payee, payeesWith } from '../e2e/money-out.ts';
import type { Platform } from '../e2e/platform.ts';
import { onPlatform } from './on-platform.ts';

const customers = 10;
/** Below what screening takes for haste. */
const perCustomer = 4;

const approveAll = async (platform: Platform, ids: readonly string[]): Promise<void> => {
  for (const id of ids) await operator(platform)('POST', `/v1/admin/withdrawals/${id}/approvals`);
};

/** What withdrawals cost, all services together, by the meter: from their requests until every queue is empty. */
const measured = async (
  platform: Platform,
  payees: readonly Payee[],
  { what, amount }: { readonly what: string; readonly amount: string },
) => {
  platform.meter.reset();
  const ids: string[] = [];
  for (const payee of payees)
    for (let n = 0; n < perCustomer; n++) ids.push(await payee.withdraw(amount));
  await platform.cloud.idle();
  if (what !== 'small') await approveAll(platform, ids);
  await platform.cloud.idle();
  const report = platform.meter.report();
  for (const [index, id] of ids.entries()) {
    const payee = payees[Math.floor(index / perCustomer)] as Payee;
    const { status } = await payee.withdrawal(id);
    if (status !== 'completed') throw new Error(`${what} ${id} is ${status}`);
  }
  const each = (prefix: string): number =>
    report.byDimension
      .filter(({ dimension }) => dimension.startsWith(prefix))
      .reduce((sum, { quantity }) => sum + Number(quantity), 0) / ids.length;
  return {
    what,
    transitions: each('states.transitions'),
    invocations: Number(each('lambda.requests').toFixed(2)),
    wru: Number(each('dynamodb.wru').toFixed(2)),
    rru: Number(each('dynamodb.rru').toFixed(2)),
    usd: Number((Number(report.totalUsd) / ids.length).toFixed(6)),
  };
};

/** Transitions, request units and USD of a withdrawal: one that completes by itself, and one that somebody approves. */
export const withdrawals = () =>
  onPlatform(async (platform) => {
    const payees = await payeesWith(
      platform,
      ...Array.from({ length: customers }, () => '9000.00'),
    );
    const rows = [
      await measured(platform, payees, { what: 'small', amount: '100.00' }),
      await measured(platform, payees, { what: 'approved', amount: '1500.00' }),
    ];
    return rows;
  });
