import { expect, it } from 'vitest';
import type { SellGold } from '../../../domain/wallets/commands.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { bought, deposited, given, purchase, walletCreated } from './wallets.ts';

const quoteId = '019ab3c5-7d00-7a11-9c22-3f4455667788';
const other = '019ab3c5-7d00-7a11-9c22-3f4455667789';
const later = (seconds: number) =>
  new Date(Date.parse('2026-11-23T10:00:00.000Z') + seconds * 1_000).toISOString();
const buy = (change: object) => purchase(1_000_000n, change);
const funds = [walletCreated, deposited('1000.00')] as const;
const used = [...funds, ...bought(buy({ quoteId }), ...funds)];
const sell: SellGold = {
  type: 'SellGold',
  saleId: 'sale-1',
  confirmationNumber: 'CN-1',
  goldAmount: 100n,
  returns: [{ lotId: 'AB123456.01', goldAmount: 100n }],
  pricePerGram: 900_000_000n,
  fee: 0n,
  currency: 'EUR',
  priceId: 'price-2',
  quoteId,
  at: later(1),
};

it('a quote serves one trade, whatever the command and the side', () => {
  const again = { purchaseId: 'purchase-2', reservationId: 'reservation-2', quoteId };
  given(...used)
    .when(buy({ ...again, at: later(59) }))
    .thenRejects('quote.used');
  given(...used)
    .when(sell)
    .thenRejects('quote.used');
  given(...used)
    .when({ ...sell, quoteId: other })
    .thenLike({ type: 'GoldSold' });
  const { quoteId: _none, ...direct } = sell;
  given(...used)
    .when(direct)
    .thenLike({ type: 'GoldSold' });
});

it('is remembered for as long as any clock could take it for valid, and not longer', () => {
  const state = used.reduce(wallet.evolve, wallet.initialState);
  const after = (seconds: number) =>
    wallet
      .decide({ ...sell, quoteId: other, at: later(seconds) }, state)
      .reduce(wallet.evolve, state).quotesUsed;
  expect(after(119)).toHaveLength(2);
  expect(after(120)).toHaveLength(1);
});
