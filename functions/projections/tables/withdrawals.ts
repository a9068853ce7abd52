import { required } from '../../shared/env.ts';
import type { Published } from '../../shared/messages.ts';
import type { ReadTable, RowWrite } from '../../shared/read-table.ts';
import { walletStream } from '../../shared/wallet-ids.ts';
import { stepCell } from '../../shared/withdrawals/rows.ts';
import { toldBy } from './withdrawal-told.ts';

/** Late, an event changes the status no more; that the step was taken, and its facts, stay true. */
const writeOf = (event: Published): RowWrite | undefined => {
  const { eventData: data, sequenceNumber, aggregateId, timestamp } = event;
  const told = toldBy(event.eventType, data);
  if (told === undefined) return undefined;
  const { status, step, at, by = 'system', facts = {} } = told;
  const { approvalsMissing } = data;
  return {
    key: { walletId: aggregateId, sk: `${data['requestedAt']}#${data['transactionId']}` },
    lasting: {
      ...facts,
      withdrawalId: `${data['transactionId']}`,
      amount: `${data['amount']}`,
      requestedAt: `${data['requestedAt']}`,
      [stepCell(step)]: [at, by, `${sequenceNumber}`],
    },
    cells: {
      status,
      updatedAt: timestamp,
      version: sequenceNumber,
      ...(typeof approvalsMissing === 'number' ? { approvalsMissing } : {}),
    },
  };
};

/** withdrawals: one row each, with its steps, whatever order their events come in. */
export const withdrawals: ReadTable = {
  table: () => required('withdrawalsTable'),
  key: ['walletId', 'sk'],
  aggregates: ['wallet'],
  writesOf: (event) => [writeOf(event)].filter((write) => write !== undefined),
  streamsOf: ({ walletId }) => [walletStream(`${walletId}`)],
  time: 'updatedAt',
};
