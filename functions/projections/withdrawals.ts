import { required } from '../shared/env.ts';
import type { Published } from '../shared/messages.ts';
import { projection } from '../shared/projection.ts';
import { type Row, setCells, updateRow } from '../shared/rows.ts';
import { stepCell } from '../shared/withdrawals/rows.ts';
import { tellStaff, tellWatched } from './tell-watched.ts';
import { toldBy } from './withdrawal-told.ts';

const project = async (event: Published): Promise<void> => {
  const { eventData: data, sequenceNumber, aggregateId, timestamp } = event;
  const told = toldBy(event.eventType, data);
  if (told === undefined) return;
  const { status, step, at, by = 'system', facts = {} } = told;
  const key = { walletId: aggregateId, sk: `${data['requestedAt']}#${data['transactionId']}` };
  const lasting: Row = {
    ...facts,
    withdrawalId: `${data['transactionId']}`,
    amount: `${data['amount']}`,
    requestedAt: `${data['requestedAt']}`,
    [stepCell(step)]: [at, by, `${sequenceNumber}`],
  };
  const { approvalsMissing } = data;
  const newest: Row = {
    status,
    updatedAt: timestamp,
    version: sequenceNumber,
    ...(typeof approvalsMissing === 'number' ? { approvalsMissing } : {}),
  };
  const table = required('withdrawalsTable');
  // Late, it changes the status no more; that the step was taken, and its facts, stay true.
  if (!(await updateRow(table, key, { ...lasting, ...newest })))
    await setCells(table, key, lasting);
  const { withdrawalId, amount } = lasting;
  const about = { withdrawalId, amount, status, updatedAt: timestamp, version: sequenceNumber };
  await tellWatched(event, 'WithdrawalUpdated', about);
  await tellStaff(event, 'withdrawals');
};

/** withdrawals: one row each, with its steps, whatever order their events come in. */
export const handler = projection('withdrawals', project);
