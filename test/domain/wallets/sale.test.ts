import { describe, expect, it } from 'vitest';
import type { SellGold } from '../../../domain/wallets/commands.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import {
  at,
  bought,
  deposited,
  given,
  purchaseOfTenGrams,
  userId,
  walletCreated,
  walletId,
} from './wallets.ts';

const frozen: WalletEvent = {
  type: 'WalletFrozen',
  data: { walletId, reason: 'aml', caseId: 'case-1', at },
};
const sell: SellGold = {
  type: 'SellGold',
  saleId: 'sale-1',
  confirmationNumber: 'AS-1',
  goldAmount: 4_000_000n,
  returns: [{ lotId: 'AB123456.01', goldAmount: 4_000_000n }],
  pricePerGram: 9_000_000n,
  fee: 0n,
  currency: 'EUR',
  priceId: 'price-2',
  at,
};
const funds = [walletCreated, deposited('100.00')] as const;
const holding = [...funds, ...bought(purchaseOfTenGrams, ...funds)];

describe('a sale', () => {
  it('pays at once and realises the gain over average cost', () => {
    given(...holding)
      .when(sell)
      .then({
        type: 'GoldSold',
        data: {
          saleId: 'sale-1',
          userId,
          walletId,
          goldAmount: '4.000000',
          pricePerGram: '9.000000',
          fee: '0.00',
          proceeds: '36.00',
          costBasis: '32.00',
          realisedGain: '4.00',
          confirmationNumber: 'AS-1',
          soldAt: at,
          currency: 'EUR',
          priceId: 'price-2',
          roundingRemainder: '0.000000000000',
          returns: [{ lotId: 'AB123456.01', goldAmount: '4.000000' }],
        },
      });
    expect(
      wallet.publicState(
        given(...holding)
          .when(sell)
          .state(),
      ),
    ).toMatchObject({
      available: '56.00',
      grams: '6.000000',
      costBasis: '48.00',
      averageCost: '8.000000',
      realisedGain: '4.00',
    });
  });

  it('by a quote names the quote', () =>
    given(...holding)
      .when({ ...sell, quoteId: 'quote-1' })
      .thenLike({ data: { quoteId: 'quote-1' } }));

  it('can be a loss, rounds down and names the rest', () =>
    given(...holding)
      .when({
        ...sell,
        goldAmount: 100n,
        returns: [{ lotId: 'l', goldAmount: 100n }],
        pricePerGram: 199_999_999n,
      })
      .thenLike({
        data: {
          proceeds: '0.01',
          costBasis: '0.00',
          realisedGain: '0.01',
          roundingRemainder: '0.009999999900',
        },
      }));
});

describe('a sale at its edges', () => {
  it('of everything leaves no cost behind', () => {
    const all = {
      ...sell,
      goldAmount: 10_000_000n,
      returns: [{ lotId: 'l', goldAmount: 10_000_000n }],
      fee: 100n,
    };
    expect(
      given(...holding)
        .when(all)
        .state(),
    ).toMatchObject({ grams: 0n, costBasis: 0n, available: 10_900n, realisedGain: 900n });
  });
});

describe('a sale that is refused', () => {
  it('of more than is held by one step is refused', () => {
    const goldAmount = 10_000_100n;
    given(...holding)
      .when({ ...sell, goldAmount, returns: [{ lotId: 'l', goldAmount }] })
      .thenRejects('wallet.insufficient-gold');
  });

  it('is refused when nothing would be paid, when frozen, of half a step, in another currency, to the wrong lots', () => {
    const change = (goldAmount: bigint) => ({
      ...sell,
      goldAmount,
      returns: [{ lotId: 'l', goldAmount }],
    });
    given(...holding)
      .when(change(100n))
      .thenRejects('trading.below-minimum-amount');
    given(...holding)
      .when({ ...sell, fee: 3_600n })
      .thenRejects('trading.below-minimum-amount');
    given(...holding, frozen)
      .when(sell)
      .thenRejects('wallet.frozen');
    given(...holding)
      .when(change(50n))
      .thenRejects('trading.below-minimum-step');
    given(...holding)
      .when({ ...sell, currency: 'USD' })
      .thenRejects('wallet.currency-mismatch');
    given(...holding)
      .when({ ...sell, returns: [] })
      .thenRejects('trading.allocation-mismatch');
  });
});
