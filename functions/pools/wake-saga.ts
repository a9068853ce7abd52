import { consumer, type Published } from '../shared/messages.ts';
import { loadPool } from './pool-head.ts';
import { isFull } from './tally.ts';
import { endWait } from './waits.ts';

const wake = async ({ eventType, eventData }: Published): Promise<void> => {
  const poolId = `${eventData['poolId']}`;
  if (eventType === 'PooledInvestmentClosed') await endWait(poolId, ['end'], 'operations');
  else if (eventType === 'PooledInvestmentCancelled')
    await endWait(poolId, ['end', 'people'], 'cancelled');
  else if (await isFull(await loadPool(poolId, false))) await endWait(poolId, ['end'], 'target');
};

/** Lets the saga of a pool go on as soon as it is full, closed or cancelled, instead of at its deadline. */
export const handler = consumer('wake-saga', wake);
