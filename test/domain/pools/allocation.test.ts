import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Member,
  type MemberShare,
  planAllocation,
  shareOf,
} from '../../../domain/pools/allocation.ts';
import { participation } from '../../../domain/pools/participation.ts';
import { openTally, splitOverTally } from '../../../domain/pools/tally.ts';
import { specification } from '../../support/given.ts';
import { largestRemainder } from '../../support/largest-remainder.ts';

const members = fc
  .array(fc.oneof(fc.bigInt({ min: 100n, max: 999_999n }), fc.constantFrom(100n, 200n)), {
    minLength: 1,
    maxLength: 300,
  })
  .map((amounts) => amounts.map((amount, index) => ({ participationId: `p${index}`, amount })));
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

type Purchase = Parameters<typeof planAllocation>[1];

/** Every member's share, each said from the plan and that member alone. */
const allocate = (all: readonly Member[], purchase: Purchase): readonly MemberShare[] => {
  const plan = planAllocation(all, purchase);
  return all.map((member) => shareOf(plan, member));
};

describe('the allocation of a pool', () => {
  it('follows the published example of the largest remainder', () =>
    // Hamilton’s method on six states with 10 seats of 100,000 votes, a common textbook example (Hare quota).
    expect(
      allocate(
        [47_000n, 16_000n, 15_800n, 12_000n, 6_100n, 3_100n].map((amount, index) => ({
          participationId: String(index),
          amount,
        })),
        { goldAmount: 1_000n, totalCost: 0n },
      ).map(({ goldAmount }) => goldAmount / 100n),
    ).toEqual([5n, 2n, 1n, 1n, 1n, 0n]));

  it('conserves gold and money to the unit, and charges nobody above the commitment', () =>
    fc.assert(
      fc.property(
        members,
        fc.bigInt({ min: 0n, max: 10n ** 8n }),
        fc.nat(1_000),
        (all, steps, permille) => {
          const committed = sum(all.map((member) => member.amount));
          const totalCost = (committed * BigInt(permille)) / 1_000n;
          const shares = allocate(all, { goldAmount: steps * 100n, totalCost });
          expect(sum(shares.map((share) => share.goldAmount))).toBe(steps * 100n);
          expect(sum(shares.map((share) => share.cost))).toBe(totalCost);
          for (const [index, share] of shares.entries()) {
            const { amount = 0n } = all[index] ?? {};
            expect(share.goldAmount % 100n).toBe(0n);
            expect(share.cost <= amount).toBe(true);
          }
        },
      ),
    ));

  it('gives everyone what the method gives that looks at all of them at once', () =>
    fc.assert(
      fc.property(members, fc.bigInt({ min: 0n, max: 10n ** 8n }), (all, steps) => {
        const totalCost = sum(all.map((member) => member.amount)) / 3n;
        const weighed = all.map(({ participationId: id, amount: weight }) => ({ id, weight }));
        const gold = largestRemainder(steps, weighed);
        const money = largestRemainder(totalCost, weighed);
        for (const share of allocate(all, { goldAmount: steps * 100n, totalCost })) {
          expect(share.goldAmount).toBe((gold.get(share.participationId) ?? -1n) * 100n);
          expect(share.cost).toBe(money.get(share.participationId));
        }
      }),
    ));

  it('is the same whatever the order, and for 100,000 members', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      participationId: String(index).padStart(6, '0'),
      amount: BigInt(100 + ((index * 7_919) % 999_900)),
    }));
    const purchase = { goldAmount: 98_765_432_100n, totalCost: 12_345_678_901n };
    const shares = allocate(many, purchase);
    expect(sum(shares.map((share) => share.goldAmount))).toBe(purchase.goldAmount);
    expect(sum(shares.map((share) => share.cost))).toBe(purchase.totalCost);
    expect(planAllocation(many.toReversed(), purchase)).toEqual(planAllocation(many, purchase));
  });

  it('refuses a purchase that is not these members’', () => {
    const one = [{ participationId: 'a', amount: 100n }];
    expect(() => planAllocation(one, { goldAmount: 100n, totalCost: 101n })).toThrow(RangeError);
    expect(() => planAllocation(one, { goldAmount: 101n, totalCost: 100n })).toThrow(RangeError);
    expect(() => planAllocation([], { goldAmount: 0n, totalCost: 0n })).toThrow(RangeError);
  });
});

describe('the tally of a pool', () => {
  it('is filled to its target and no further', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        fc.integer({ min: 1, max: 16 }),
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 5n }), { maxLength: 60 }),
        (target, count, amounts) => {
          let shards = openTally({ poolId: 'pool', targetAmount: target, currency: 'EUR' }, count);
          expect(sum(shards.map((shard) => shard.remaining))).toBe(target);
          let taken = 0n;
          for (const amount of amounts) {
            if (taken + amount > target) {
              expect(() => splitOverTally(amount, shards)).toThrow(
                expect.objectContaining({ code: 'pool.above-target' }),
              );
              continue;
            }
            const parts = splitOverTally(amount, shards);
            expect(sum(parts.map((part) => part.amount))).toBe(amount);
            shards = shards.map((shard) => ({
              ...shard,
              remaining:
                shard.remaining -
                (parts.find((part) => part.shardId === shard.shardId)?.amount ?? 0n),
            }));
            for (const { remaining } of shards) expect(remaining >= 0n).toBe(true);
            taken += amount;
          }
        },
      ),
    ));
});

describe('the shards of a tally', () => {
  it.each([
    ['299.00', 29_900n, 1],
    ['1,000.00', 100_000n, 1],
    ['5,500.00', 550_000n, 5],
    ['2,000,000.00', 200_000_000n, 16],
  ])('are as many as a target of %s needs', (_, targetAmount, count) =>
    expect(openTally({ poolId: 'pool', targetAmount, currency: 'EUR' })).toHaveLength(count),
  );
});

describe('a participation', () => {
  const given = specification(participation);
  const at = '2026-11-23T10:00:00.000Z';
  const facts = { poolId: 'pool-1', participationId: 'p', userId: 'u', walletId: 'w' };
  const commit = {
    type: 'CommitParticipation',
    ...facts,
    reservationId: 'r',
    amount: 10_000n,
    currency: 'EUR',
    at,
  } as const;
  const committed = {
    type: 'PoolParticipationCommitted',
    data: { ...facts, reservationId: 'r', amount: '100.00', currency: 'EUR', at },
  } as const;
  const release = { type: 'ReleaseParticipation', reason: 'cancelled', at } as const;
  const released = {
    type: 'PoolParticipationReleased',
    data: { ...facts, amount: '100.00', reason: 'cancelled', at },
  } as const;

  it('is committed once and released once', () => {
    given().when(commit).then(committed);
    given(committed).when(commit).thenRejects('pool.already-committed');
    given()
      .when({ ...commit, amount: 99n })
      .thenRejects('trading.below-minimum-amount');
    given(committed).when(release).then(released);
    given(committed, released).when(release).thenNothing();
    given().when(release).thenRejects('reservation.unknown');
  });
});
