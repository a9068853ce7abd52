import type { ReconciliationSummary } from '../api/types.ts';
import { isZero } from '../money/decimal.ts';
import { money, signedMoney } from '../money/format.ts';

const names: Readonly<Record<ReconciliationSummary['status'], string>> = {
  listing: 'Being read',
  listed: 'Being compared',
  reconciled: 'Being summed up',
  balanced: 'Done',
};

export const StatementStatus = ({
  status,
}: {
  readonly status: ReconciliationSummary['status'];
}) => (
  <span class={`status status-${status === 'balanced' ? 'good' : 'open'}`}>{names[status]}</span>
);

/** What is left over: nothing is good, anything else is a finding, and empty is not known yet. */
export const Difference = ({
  amount,
  currency,
}: {
  readonly amount: string;
  readonly currency: string;
}) => {
  if (amount === '') return <span class="soft">—</span>;
  return isZero(amount) ? (
    <span class="gain number">{money('0', currency)}</span>
  ) : (
    <span class="loss number">{signedMoney(amount, currency)}</span>
  );
};
