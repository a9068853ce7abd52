import { required } from '../../shared/env.ts';
import type { ReadTable } from '../../shared/read-table.ts';
import { userStream } from '../../shared/wallet-ids.ts';
import { cellsOf, endsCommitOf } from './cells.ts';

const columns = ['country', 'kycStatus', 'status', 'registeredAt'] as const;

/** user_accounts: one row per account, without personal data, which stays sealed in the account's own stream. */
export const userAccounts: ReadTable = {
  table: () => required('userAccountsTable'),
  key: ['userId'],
  aggregates: ['user'],
  writesOf: (event) =>
    endsCommitOf('user', event)
      ? [{ key: { userId: event.aggregateId }, cells: cellsOf(event, columns) }]
      : [],
  streamsOf: ({ userId }) => [userStream(`${userId}`)],
  lastOnly: true,
  time: 'registeredAt',
};
