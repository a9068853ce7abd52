import { describe, expect, it } from 'vitest';
import type { UserEvent } from '../../../domain/accounts/events.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { specification } from '../../support/given.ts';
import {
  at,
  bought,
  deposited,
  given,
  purchase,
  purchaseOfTenGrams,
  userId,
  walletCreated,
  walletId,
} from './wallets.ts';

describe('the example of the specification', () => {
  // A registration is in the user's own stream; the wallet passes over it.
  const givenAll = specification({
    ...wallet,
    evolve: (state, event: WalletEvent | UserEvent) =>
      event.type === 'UserRegistered' ? state : wallet.evolve(state, event as WalletEvent),
    decide: (command: typeof purchaseOfTenGrams, state): readonly (WalletEvent | UserEvent)[] =>
      wallet.decide(command, state),
  });
  const userRegistered: UserEvent = {
    type: 'UserRegistered',
    data: {
      userId,
      email: 'a@example.com',
      fullName: 'Ada Byron',
      country: 'GB',
      kycStatus: 'unverified',
      registeredAt: at,
    },
  };

  it('buys 10 g at 8.00 out of 100', () =>
    givenAll(userRegistered, walletCreated, deposited('100.00'))
      .when(purchaseOfTenGrams)
      .then(
        {
          type: 'GoldPurchaseInitiated',
          data: {
            purchaseId: 'purchase-1',
            userId,
            walletId,
            goldAmount: '10.000000',
            pricePerGram: '8.000000',
            fee: '0.00',
            totalCost: '80.00',
            currency: 'EUR',
            initiatedAt: at,
            priceId: 'price-1',
          },
        },
        {
          type: 'FundsReserved',
          data: { reservationId: 'reservation-1', amount: '80.00', purpose: 'purchase', at },
        },
        {
          type: 'GoldAllocated',
          data: {
            allocationId: 'allocation-1',
            userId,
            goldAmount: '10.000000',
            certificateNumber: 'AC-0000-0000-0001',
            lotId: 'AB123456.01',
            source: 'purchase',
            allocatedAt: at,
          },
        },
        {
          type: 'GoldPurchaseCompleted',
          data: {
            purchaseId: 'purchase-1',
            reservationId: 'reservation-1',
            confirmationNumber: 'AP-0000-0000-0001',
            completedAt: at,
            initiatedAt: at,
            goldAmount: '10.000000',
            pricePerGram: '8.000000',
            fee: '0.00',
            totalCost: '80.00',
            currency: 'EUR',
            roundingRemainder: '0.000000000000',
            certificateNumbers: ['AC-0000-0000-0001'],
          },
        },
      ));
});

describe('a purchase', () => {
  it('leaves 20.00 and 10 g, with nothing reserved', () => {
    const after = given(walletCreated, deposited('100.00')).when(purchaseOfTenGrams).state();
    expect(wallet.publicState(after)).toMatchObject({
      available: '20.00',
      reserved: '0.00',
      grams: '10.000000',
      costBasis: '80.00',
      averageCost: '8.000000',
    });
    expect(after.reservations).toEqual({});
  });

  it('spends the last cent and not one more', () => {
    given(walletCreated, deposited('80.00'))
      .when(purchaseOfTenGrams)
      .thenLike({}, {}, {}, { data: { totalCost: '80.00' } });
    given(walletCreated, deposited('79.99'))
      .when(purchaseOfTenGrams)
      .thenRejects('wallet.insufficient-funds');
  });

  it('cannot spend what is pending', () => {
    const { data } = deposited('100.00');
    given(walletCreated, {
      type: 'FundsDeposited',
      data: { ...data, verificationStatus: 'pending' } as never,
    })
      .when(purchaseOfTenGrams)
      .thenRejects('wallet.insufficient-funds');
  });

  it('names what rounding up leaves to the house', () =>
    given(walletCreated, deposited('1000.00'))
      .when(purchase(234_500n, { pricePerGram: 3_042_240_000n }))
      .thenLike(
        {},
        {},
        {},
        { data: { totalCost: '713.41', roundingRemainder: '0.004720000000' } },
      ));

  it('by a quote names the quote', () =>
    given(walletCreated, deposited('100.00'))
      .when({ ...purchaseOfTenGrams, quoteId: 'quote-1' })
      .thenLike({ data: { quoteId: 'quote-1' } }, {}, {}, {}));

  it('takes the fee on top, into the cost basis', () => {
    const command = purchase(10_000_000n, { fee: 150n });
    given(walletCreated, deposited('81.49')).when(command).thenRejects('wallet.insufficient-funds');
    const after = given(walletCreated, deposited('81.50')).when(command).state();
    expect(after.costBasis).toBe(8_150n);
  });
});

describe('the gold of a purchase', () => {
  it('can come out of several lots, each with its own certificate', () => {
    const part = (n: number, goldAmount: bigint) => ({
      allocationId: `allocation-${n}`,
      lotId: `AB123456.0${n}`,
      goldAmount,
      certificateNumber: `AC-${n}`,
    });
    const command = purchase(10_000_000n, { allocations: [part(1, 9_999_900n), part(2, 100n)] });
    given(walletCreated, deposited('100.00'))
      .when(command)
      .thenLike(
        { type: 'GoldPurchaseInitiated' },
        { type: 'FundsReserved' },
        { type: 'GoldAllocated', data: { goldAmount: '9.999900', lotId: 'AB123456.01' } },
        { type: 'GoldAllocated', data: { goldAmount: '0.000100', lotId: 'AB123456.02' } },
        { type: 'GoldPurchaseCompleted', data: { certificateNumbers: ['AC-1', 'AC-2'] } },
      );
  });

  it.each([
    ['nothing', 0n],
    ['a negative quantity', -100n],
    ['half a step', 50n],
    ['a step and a microgram', 101n],
  ])('refuses %s', (_, goldAmount) =>
    given(walletCreated, deposited('100.00'))
      .when(purchase(goldAmount))
      .thenRejects('trading.below-minimum-step'),
  );

  it('refuses lots that do not add up', () =>
    given(walletCreated, deposited('100.00'))
      .when({ ...purchaseOfTenGrams, goldAmount: 9_000_000n })
      .thenRejects('trading.allocation-mismatch'));

  it('refuses another currency, a frozen wallet and a wallet that is not there', () => {
    given(walletCreated, deposited('100.00'))
      .when({ ...purchaseOfTenGrams, currency: 'USD' })
      .thenRejects('wallet.currency-mismatch');
    given(walletCreated, deposited('100.00'), {
      type: 'WalletFrozen',
      data: { walletId, reason: 'aml', caseId: 'case-1', at },
    })
      .when(purchaseOfTenGrams)
      .thenRejects('wallet.frozen');
    given().when(purchaseOfTenGrams).thenRejects('wallet.unknown');
  });
});

describe('limits', () => {
  const grams = (units: bigint, change = {}) =>
    purchase(units * 1_000_000n, { pricePerGram: 1_000_000n, ...change });
  const funds = [walletCreated, deposited('200000.00')] as const;
  const thirtyDaysLater = '2026-12-23T10:00:00.000Z';
  const justBefore = '2026-12-23T09:59:59.999Z';
  const history = [...funds, ...bought(grams(1_000n), ...funds)];

  it('let an unverified customer buy for exactly 1,000.00 in 30 days', () => {
    given(...funds)
      .when(grams(1_000n))
      .thenLike({}, {}, {}, {});
    given(...funds)
      .when(grams(1_001n))
      .thenRejects('trading.limit-exceeded');
    given(...history)
      .when(grams(1n))
      .thenRejects('trading.limit-exceeded');
  });

  it('forget after exactly 30 days', () => {
    given(...history)
      .when(grams(1n, { at: justBefore }))
      .thenRejects('trading.limit-exceeded');
    given(...history)
      .when(grams(1n, { at: thirtyDaysLater }))
      .thenLike({}, {}, {}, {});
  });

  it('let a verified customer buy for 50,000.00 a day', () => {
    const verified = { verified: true };
    given(...funds)
      .when(grams(50_000n, verified))
      .thenLike({}, {}, {}, {});
    given(...funds)
      .when(grams(50_001n, verified))
      .thenRejects('trading.limit-exceeded');
    given(...history)
      .when(grams(49_000n, verified))
      .thenLike({}, {}, {}, {});
    given(...history)
      .when(grams(49_001n, verified))
      .thenRejects('trading.limit-exceeded');
    given(...history)
      .when(grams(50_000n, { verified: true, at: '2026-11-24T00:00:00.000Z' }))
      .thenLike({}, {}, {}, {});
  });

  it('remember many small purchases in a small state', () => {
    let events: readonly WalletEvent[] = funds;
    for (let day = 1; day <= 20; day += 1)
      events = [
        ...events,
        ...bought(
          grams(50n, { at: `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z` }),
          ...events,
        ),
      ];
    const state = events.reduce(wallet.evolve, wallet.initialState);
    expect(state.bought.recent.length).toBeLessThanOrEqual(8);
    given(...events)
      .when(grams(1n, { at: '2026-11-21T10:00:00.000Z' }))
      .thenRejects('trading.limit-exceeded');
  });
});
