import type { Stage } from '../stage.ts';
import type { Data, Streams } from '../stores.ts';

/** What ends a payment, and the field that names the payment. */
const ends: Readonly<Record<string, 'transactionId' | 'endToEndId'>> = {
  WithdrawalCompleted: 'transactionId',
  WithdrawalReturned: 'transactionId',
  WithdrawalFailed: 'transactionId',
  WithdrawalRejected: 'transactionId',
  WithdrawalCancelled: 'transactionId',
  BulkPaymentCompleted: 'endToEndId',
  BulkPaymentFailed: 'endToEndId',
  UnmatchedFundsReturnPaid: 'endToEndId',
  UnmatchedFundsReturnFailed: 'endToEndId',
};

/** Whatever is paid may come back, once; everything else is the end. */
const allowed: readonly string[] = [
  'WithdrawalCompleted',
  'WithdrawalCompleted WithdrawalReturned',
  'WithdrawalFailed',
  'WithdrawalRejected',
  'WithdrawalCancelled',
  'BulkPaymentCompleted',
  'BulkPaymentCompleted BulkPaymentFailed(paid)',
  'BulkPaymentFailed',
  'UnmatchedFundsReturnPaid',
  'UnmatchedFundsReturnPaid UnmatchedFundsReturnFailed(paid)',
  'UnmatchedFundsReturnFailed',
];

/** A payment ends once, however often and in whatever order the bank, people and sagas speak of it. */
export const endingFaults = (_stage: Stage, streams: Streams): readonly string[] => {
  const stories = new Map<string, string[]>();
  for (const [stream, stored] of streams)
    for (const { type, data } of stored.flatMap(({ commit }) => commit.events)) {
      const field = ends[type];
      if (field === undefined) continue;
      const id = `${stream} ${(data as Data)[field]}`;
      const told = `${type}${(data as Data)['wasPaid'] === true ? '(paid)' : ''}`;
      stories.set(id, [...(stories.get(id) ?? []), told]);
    }
  return [...stories]
    .map(([id, story]) => [id, story.join(' ')] as const)
    .filter(([, story]) => !allowed.includes(story))
    .map(([id, story]) => `the payment ${id} ended as ${story}`);
};
