import { wholeUnits } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import { greater, lesser } from '../shared/rounding.ts';
import type { Pool } from './state.ts';

/** One of several counters of what a pool can still take, so that commitments do not all write one item. */
export interface TallyShard {
  readonly shardId: string;
  /** Minor units that can still be committed here. */
  readonly remaining: bigint;
}

export interface TallyPart {
  readonly shardId: string;
  readonly amount: bigint;
}

/** How many shards a pool has: one for each thousand of its target, since small pools need no more. */
const shardCount = (targetAmount: bigint, currency: string): number => {
  const { tallyShardsMax, tallyUnitsPerShard } = policy.pool;
  const wanted = targetAmount / wholeUnits(tallyUnitsPerShard, currency);
  return Number(lesser(greater(wanted, 1n), tallyShardsMax));
};

/** Divides a target over shards, as even as can be. */
export const openTally = (
  { poolId, targetAmount, currency }: Pick<Pool, 'poolId' | 'targetAmount' | 'currency'>,
  count: number = shardCount(targetAmount, currency),
): readonly TallyShard[] => {
  const [each, extra] = [targetAmount / BigInt(count), Number(targetAmount % BigInt(count))];
  return Array.from({ length: count }, (_, index) => ({
    shardId: `${poolId}.${String(index + 1).padStart(2, '0')}`,
    remaining: each + (index < extra ? 1n : 0n),
  }));
};

/**
 * Which shards take a commitment: the first that can take it whole, in the order that the caller chose to spread the
 * load, else the emptiest together. Throws `pool.above-target` when they cannot.
 */
export const splitOverTally = (
  amount: bigint,
  shards: readonly TallyShard[],
): readonly TallyPart[] => {
  const whole = shards.find((shard) => shard.remaining >= amount);
  if (whole !== undefined) return [{ shardId: whole.shardId, amount }];
  const parts: TallyPart[] = [];
  let missing = amount;
  for (const shard of shards.toSorted((a, b) => Number(b.remaining - a.remaining))) {
    const taken = lesser(shard.remaining, missing);
    if (taken <= 0n) break;
    parts.push({ shardId: shard.shardId, amount: taken });
    missing -= taken;
  }
  if (missing > 0n)
    throw new Refusal('pool.above-target', 'The commitment would exceed the target of the pool.');
  return parts;
};
