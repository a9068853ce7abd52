import { describe, expect, it } from 'vitest';
import type {
  ClosePool,
  OpenPool,
  PoolCommand,
  RecordBulkPurchase,
} from '../../../domain/pools/commands.ts';
import type { PoolEvent } from '../../../domain/pools/events.ts';
import { pool, requireOpenForCommitments } from '../../../domain/pools/pool.ts';
import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import { specification } from '../../support/given.ts';

const given = specification(pool);
const at = '2026-11-23T10:00:00.000Z';
const deadline = '2026-12-01T00:00:00.000Z';
const open: OpenPool = {
  type: 'OpenPool',
  poolId: 'pool-1',
  name: 'Autumn bar',
  currency: 'EUR',
  targetAmount: 30_000n,
  minimumParticipants: 3,
  deadline,
  openedBy: 'operator-1',
  at,
};
const close: ClosePool = {
  type: 'ClosePool',
  totalParticipants: 3,
  totalAmount: 30_000n,
  reason: 'target',
  at,
};
const buy: RecordBulkPurchase = {
  type: 'RecordBulkPurchase',
  supplier: 'dealer',
  supplierReference: 'D-1',
  goldAmount: 2_400_000n,
  pricePerGram: 124_000_000n,
  totalCost: 29_760n,
  barSerials: ['AB123456'],
  at,
};
const complete = {
  type: 'CompletePoolAllocation',
  goldAmount: 2_400_000n,
  cost: 29_760n,
  at,
} as const;
const cancel = { type: 'CancelPool', reason: 'too few', at } as const;
const following = (...commands: readonly PoolCommand[]): readonly PoolEvent[] =>
  commands.reduce<readonly PoolEvent[]>(
    (events, command) =>
      events.concat(pool.decide(command, events.reduce(pool.evolve, pool.initialState))),
    [],
  );

const stateOf = (events: readonly PoolEvent[]) => events.reduce(pool.evolve, pool.initialState);

describe('a pool', () => {
  it('runs from its opening to its allocation', () => {
    given()
      .when(open)
      .thenLike({ type: 'PooledInvestmentOpened', data: { targetAmount: '300.00', deadline } });
    given(...following(open))
      .when(close)
      .thenLike({
        type: 'PooledInvestmentClosed',
        data: { totalParticipants: 3, totalAmount: '300.00', reason: 'target' },
      });
    given(...following(open, close))
      .when(buy)
      .thenLike({ type: 'BulkGoldPurchased', data: { totalCost: '297.60' } });
    given(...following(open, close, buy))
      .when(complete)
      .then({
        type: 'PoolAllocationCompleted',
        data: { poolId: 'pool-1', at, goldAmount: '2.400000', cost: '297.60', released: '2.40' },
      });
  });

  it.each([
    ['no target', { targetAmount: 0n }],
    ['no participants', { minimumParticipants: 0 }],
    ['half a participant', { minimumParticipants: 1.5 }],
    ['more participants than a pool takes', { minimumParticipants: 100_001 }],
    ['a deadline that is now', { deadline: at }],
    ['a deadline that nobody lives to see', { deadline: '2126-11-23T10:00:00.000Z' }],
  ])('is not opened with %s', (_, change) =>
    given()
      .when({ ...open, ...change })
      .thenRejects('pool.invalid'),
  );

  it('is opened once', () =>
    given(...following(open))
      .when(open)
      .thenRejects('pool.exists'));
});

describe('the close of a pool', () => {
  it('is at its target, at its deadline or by operations, with enough members', () => {
    const opened = following(open);
    given(...opened)
      .when({ ...close, totalAmount: 29_999n })
      .thenRejects('pool.invalid');
    given(...opened)
      .when({ ...close, totalAmount: 30_001n })
      .thenRejects('pool.above-target');
    given(...opened)
      .when({ ...close, reason: 'deadline' })
      .thenRejects('pool.invalid');
    given(...opened)
      .when({ ...close, reason: 'deadline', totalAmount: 1n, at: deadline })
      .thenLike({ data: { totalAmount: '0.01' } });
    given(...opened)
      .when({ ...close, reason: 'operations', totalAmount: 1n })
      .thenLike({});
    given(...opened)
      .when({ ...close, totalParticipants: 2 })
      .thenRejects('pool.too-few-participants');
    given(...following(open, close))
      .when(close)
      .thenRejects('pool.not-open');
    given().when(close).thenRejects('pool.unknown');
  });
});

describe('the purchase of a pool', () => {
  it('is within what was committed, in whole steps, once', () => {
    const closed = following(open, close);
    given(...closed)
      .when({ ...buy, totalCost: 30_000n })
      .thenLike({});
    given(...closed)
      .when({ ...buy, totalCost: 30_001n })
      .thenRejects('pool.over-budget');
    given(...closed)
      .when({ ...buy, goldAmount: 2_400_001n })
      .thenRejects('trading.below-minimum-step');
    given(...following(open))
      .when(buy)
      .thenRejects('pool.not-closed');
    given(...following(open, close, buy))
      .when(buy)
      .thenRejects('pool.already-purchased');
  });

  it('is allocated whole', () => {
    const purchased = following(open, close, buy);
    given(...purchased)
      .when({ ...complete, goldAmount: 2_399_900n })
      .thenRejects('trading.allocation-mismatch');
    given(...purchased)
      .when({ ...complete, cost: 29_759n })
      .thenRejects('trading.allocation-mismatch');
    given(...following(open, close))
      .when(complete)
      .thenRejects('pool.not-closed');
  });
});

describe('a pool that is cancelled', () => {
  it('has bought nothing', () => {
    given(...following(open))
      .when(cancel)
      .thenLike({ type: 'PooledInvestmentCancelled' });
    given(...following(open, close))
      .when(cancel)
      .thenLike({ type: 'PooledInvestmentCancelled' });
    given(...following(open, cancel))
      .when(cancel)
      .thenNothing();
    given(...following(open, close, buy))
      .when(cancel)
      .thenRejects('pool.already-purchased');
  });

  it('takes no commitments, nor does one past its deadline', () => {
    const state = (...commands: readonly PoolCommand[]) =>
      following(...commands).reduce(pool.evolve, pool.initialState);
    const refusal = (code: string) => expect.objectContaining({ code });
    expect(() => requireOpenForCommitments(state(open), at)).not.toThrow();
    expect(() => requireOpenForCommitments(state(open), deadline)).toThrow(
      refusal('pool.deadline-passed'),
    );
    expect(() => requireOpenForCommitments(state(open, cancel), at)).toThrow(
      refusal('pool.not-open'),
    );
    expect(() => requireOpenForCommitments(state(open, close), at)).toThrow(
      refusal('pool.not-open'),
    );
  });
});

describe('the payment of the dealer', () => {
  const order = {
    type: 'OrderBulkPayment',
    endToEndId: 'payment-1',
    orderedBy: 'policy',
    at,
  } as const;
  const says = (outcome: BankOutcome, before?: BankOutcome): PoolCommand => ({
    type: 'ConcludeBulkPayment',
    endToEndId: 'payment-1',
    word: { outcome, bankTransferId: 'transfer-1', reason: 'closed account' },
    before,
    at,
  });
  const debt = { poolId: 'pool-1', amount: '297.60', currency: 'EUR', endToEndId: 'payment-1' };
  const ordered = following(open, close, buy, order);
  const failed = [...ordered, ...pool.decide(says('failed'), stateOf(ordered))];

  it('is ordered once for what was bought', () => {
    given(...following(open, close))
      .when(order)
      .thenRejects('pool.payment-not-due');
    given(...following(open, close, buy))
      .when(order)
      .then({
        type: 'BulkPaymentOrdered',
        data: { ...debt, supplier: 'dealer', orderedBy: 'policy', orderedAt: at },
      });
    given(...ordered)
      .when({ ...order, endToEndId: 'payment-2' })
      .thenRejects('pool.payment-not-due');
  });

  it('is made while the gold is given, or after', () => {
    const paid = {
      type: 'BulkPaymentCompleted',
      data: { ...debt, bankTransferId: 'transfer-1', paidAt: at },
    } as const;
    given(...ordered)
      .when(says('completed'))
      .then(paid);
    given(...following(open, close, buy, order, complete))
      .when(says('completed'))
      .then(paid);
    given(...ordered, paid)
      .when(complete)
      .thenLike({ type: 'PoolAllocationCompleted' });
    given(...ordered, paid)
      .when({ ...order, endToEndId: 'payment-2' })
      .thenRejects('pool.payment-not-due');
  });

  it('is ordered again when it failed, under another id, and not ended by the first', () => {
    expect(failed.at(-1)).toMatchObject({ type: 'BulkPaymentFailed', data: { wasPaid: false } });
    const again = { ...order, endToEndId: 'payment-2', orderedBy: 'operator-1' };
    given(...failed)
      .when(again)
      .thenLike({ type: 'BulkPaymentOrdered', data: { endToEndId: 'payment-2' } });
    given(...failed, ...pool.decide(again, stateOf(failed)))
      .when(says('completed', 'failed'))
      .thenRejects('payment.contradicted');
  });
});
