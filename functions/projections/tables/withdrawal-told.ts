import type { WithdrawalEvent } from '../../../domain/wallets/withdrawal-events.ts';
import type { Row } from '../../shared/rows.ts';
import type { withdrawalStatuses } from '../../shared/withdrawals/rows.ts';

/** What an event tells of a withdrawal. */
export interface Told {
  readonly status: (typeof withdrawalStatuses)[number];
  /** The name of the step in the row; a part after `:` tells two of one name apart. */
  readonly step: string;
  readonly at: string;
  readonly by?: string;
  /** Facts that hold from then on. */
  readonly facts?: Row;
}

type Tellers = {
  readonly [Type in WithdrawalEvent['type']]: (
    data: Extract<WithdrawalEvent, { type: Type }>['data'],
  ) => Told;
};

const tellers: Tellers = {
  WithdrawalRequested: ({ requestedAt, userId, currency, bankAccountId }) => ({
    status: 'requested',
    step: 'requested',
    at: requestedAt,
    by: userId,
    facts: { userId, currency, bankAccountId },
  }),
  WithdrawalScreened: ({ screenedAt, rules, approvalsNeeded }) => ({
    status: approvalsNeeded === 0 ? 'requested' : 'waiting',
    step: 'screened',
    at: screenedAt,
    facts: { rules, approvalsNeeded },
  }),
  WithdrawalApproved: ({ at, approvedBy, approvalsMissing }) => ({
    status: approvalsMissing === 0 ? 'approved' : 'waiting',
    step: `approved:${approvalsMissing}`,
    at,
    by: approvedBy,
  }),
  WithdrawalRejected: ({ at, rejectedBy, reason }) => ({
    status: 'rejected',
    step: 'rejected',
    at,
    by: rejectedBy,
    facts: { reason },
  }),
  WithdrawalProcessing: ({ startedAt }) => ({
    status: 'processing',
    step: 'processing',
    at: startedAt,
  }),
  WithdrawalCompleted: ({ completedAt, bankReference }) => ({
    status: 'completed',
    step: 'completed',
    at: completedAt,
    by: 'bank',
    facts: { bankReference },
  }),
  WithdrawalFailed: ({ failedAt, reason }) => ({
    status: 'failed',
    step: 'failed',
    at: failedAt,
    facts: { reason },
  }),
  WithdrawalCancelled: ({ cancelledAt }) => ({
    status: 'cancelled',
    step: 'cancelled',
    at: cancelledAt,
  }),
  WithdrawalReturned: ({ returnedAt, reason }) => ({
    status: 'returned',
    step: 'returned',
    at: returnedAt,
    by: 'bank',
    facts: { reason },
  }),
};

/** Undefined for an event that tells nothing of a withdrawal. */
export const toldBy = (eventType: string, data: object): Told | undefined =>
  Object.hasOwn(tellers, eventType)
    ? (tellers[eventType as keyof Tellers] as (data: object) => Told)(data)
    : undefined;
