import { formatGrams, isWholeSteps } from '../shared/gold.ts';
import { formatMoney } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { formatPrice } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
import { instantFromWire } from '../shared/time.ts';
import type {
  CancelPool,
  ClosePool,
  CompletePoolAllocation,
  OpenPool,
  RecordBulkPurchase,
} from './commands.ts';
import type { PoolEvent } from './events.ts';
import type { Pool } from './state.ts';

/** Throws `pool.unknown` before PooledInvestmentOpened. */
export const requirePool = (pool: Pool): void => {
  if (pool.status === 'none') throw new Refusal('pool.unknown', 'There is no such pool.');
};

const invalid = (message: string): Refusal => new Refusal('pool.invalid', message);

export const openPool = (command: OpenPool, pool: Pool): readonly PoolEvent[] => {
  const { type: _type, targetAmount, at, ...data } = command;
  const { minimumParticipants, deadline, currency } = data;
  if (pool.status !== 'none') throw new Refusal('pool.exists', 'This pool was opened before.');
  if (targetAmount <= 0n) throw invalid('The target must be more than nothing.');
  if (
    !Number.isInteger(minimumParticipants) ||
    minimumParticipants < 1 ||
    minimumParticipants > policy.pool.participantsMax
  )
    throw invalid('The minimum of participants is out of bounds.');
  const aheadMs = instantFromWire(deadline) - instantFromWire(at);
  if (aheadMs <= 0) throw invalid('The deadline must lie ahead.');
  if (aheadMs > policy.pool.durationMsMax) throw invalid('The deadline lies too far ahead.');
  return [
    {
      type: 'PooledInvestmentOpened',
      data: { ...data, targetAmount: formatMoney(targetAmount, currency), openedAt: at },
    },
  ];
};

/** At its target, at its deadline, or when operations say so; never with fewer members than its minimum. */
export const closePool = (command: ClosePool, pool: Pool): readonly PoolEvent[] => {
  const { totalParticipants, totalAmount, reason, at } = command;
  requirePool(pool);
  if (pool.status !== 'open')
    throw new Refusal('pool.not-open', 'The pool is not open.', { status: pool.status });
  if (totalAmount > pool.targetAmount)
    throw new Refusal('pool.above-target', 'More was committed than the target.');
  if (reason === 'target' && totalAmount < pool.targetAmount)
    throw invalid('The target is not reached.');
  if (reason === 'deadline' && at < pool.deadline) throw invalid('The deadline lies ahead.');
  if (totalParticipants < pool.minimumParticipants)
    throw new Refusal('pool.too-few-participants', 'The pool has not reached its minimum.', {
      totalParticipants,
      minimumParticipants: pool.minimumParticipants,
    });
  return [
    {
      type: 'PooledInvestmentClosed',
      data: {
        poolId: pool.poolId,
        totalParticipants,
        totalAmount: formatMoney(totalAmount, pool.currency),
        reason,
        closedAt: at,
      },
    },
  ];
};

/** Throws unless gold may be bought: `pool.unknown`, `pool.already-purchased`, `pool.not-closed`. */
export const requireClosed = (pool: Pool): void => {
  requirePool(pool);
  if (pool.status === 'purchased' || pool.status === 'allocated')
    throw new Refusal('pool.already-purchased', 'The gold of this pool was bought before.');
  if (pool.status !== 'closed')
    throw new Refusal('pool.not-closed', 'The pool must be closed first.', { status: pool.status });
};

/** Whole steps of gold for at most what was committed, once. */
export const bulkPurchase = (command: RecordBulkPurchase, pool: Pool): readonly PoolEvent[] => {
  const { supplier, supplierReference, goldAmount, pricePerGram, totalCost, barSerials } = command;
  requireClosed(pool);
  if (goldAmount <= 0n || !isWholeSteps(goldAmount))
    throw new Refusal('trading.below-minimum-step', 'A pool buys whole steps of gold.');
  if (totalCost <= 0n || totalCost > pool.totalAmount)
    throw new Refusal('pool.over-budget', 'The purchase costs more than was committed.', {
      totalCost: formatMoney(totalCost, pool.currency),
      totalAmount: formatMoney(pool.totalAmount, pool.currency),
    });
  return [
    {
      type: 'BulkGoldPurchased',
      data: {
        poolId: pool.poolId,
        supplier,
        supplierReference,
        goldAmount: formatGrams(goldAmount),
        pricePerGram: formatPrice(pricePerGram),
        totalCost: formatMoney(totalCost, pool.currency),
        barSerials,
        purchasedAt: command.at,
      },
    },
  ];
};

/** Everything that was bought is given and everything that it cost is charged, to the unit. */
export const completeAllocation = (
  { goldAmount, cost, at }: CompletePoolAllocation,
  pool: Pool,
): readonly PoolEvent[] => {
  requirePool(pool);
  if (pool.status !== 'purchased')
    throw new Refusal('pool.not-closed', 'There is nothing to allocate.', { status: pool.status });
  if (goldAmount !== pool.goldAmount || cost !== pool.totalCost)
    throw new Refusal('trading.allocation-mismatch', 'The shares are not the purchase.', {
      goldAmount: formatGrams(goldAmount),
      bought: formatGrams(pool.goldAmount),
    });
  return [
    {
      type: 'PoolAllocationCompleted',
      data: {
        poolId: pool.poolId,
        at,
        goldAmount: formatGrams(goldAmount),
        cost: formatMoney(cost, pool.currency),
        released: formatMoney(pool.totalAmount - cost, pool.currency),
      },
    },
  ];
};

/** Until gold is bought; every member's money is released after it. */
export const cancelPool = ({ reason, at }: CancelPool, pool: Pool): readonly PoolEvent[] => {
  requirePool(pool);
  if (pool.status === 'purchased' || pool.status === 'allocated')
    throw new Refusal('pool.already-purchased', 'The gold of this pool was bought before.');
  if (pool.status === 'cancelled') return [];
  return [{ type: 'PooledInvestmentCancelled', data: { poolId: pool.poolId, at, reason } }];
};
