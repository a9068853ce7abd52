import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, proceedsOf } from '../../../domain/shared/exchange.ts';
import { formatMoney } from '../../../domain/shared/money.ts';
import { type Order, priceOrder } from '../../../domain/trading/order.ts';
import { askOf, bidOf, termsOfAmount, termsOfGrams } from '../../../domain/trading/pricing.ts';
import {
  quoteOrder,
  quoteSigningText,
  requireUsableQuote,
  termsOfQuote,
} from '../../../domain/trading/quote.ts';

/** Monday noon in New York. */
const at = '2026-11-23T17:00:00.000Z';
const saturday = '2026-11-21T17:00:00.000Z';
const order: Order = {
  side: 'buy',
  quantity: { grams: 500_000n },
  tick: { priceId: 'price-1', spotPerGram: 100_000_000n, currency: 'EUR', updatedAt: at },
  at,
};
const refusal = (code: string) => expect.objectContaining({ code });

describe('prices', () => {
  it('are spot with half a percent on each side, in the house’s favour', () => {
    expect([askOf(100_000_000n), bidOf(100_000_000n)]).toEqual([100_500_000n, 99_500_000n]);
    expect([askOf(1n), bidOf(1n)]).toEqual([2n, 0n]);
  });

  it('make the terms of grams and of amounts', () => {
    expect(priceOrder(order)).toEqual({
      goldAmount: 500_000n,
      pricePerGram: 100_500_000n,
      fee: 0n,
      total: 5_025n,
      remainder: 0n,
      currency: 'EUR',
    });
    expect(priceOrder({ ...order, quantity: { amount: 10_000n } })).toMatchObject({
      goldAmount: 995_000n,
      total: 10_000n,
    });
    expect(priceOrder({ ...order, side: 'sell' })).toMatchObject({
      pricePerGram: 99_500_000n,
      total: 4_975n,
    });
  });

  it('with a fee never cost more than the amount, nor bring less', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.bigInt({ min: 1_000_000n, max: 10n ** 10n }),
        fc.bigInt({ min: 0n, max: 500n }),
        (amount, pricePerGram, feeBasisPoints) => {
          const priced = {
            pricePerGram,
            currency: 'EUR',
            margins: { spreadBasisPoints: 0n, feeBasisPoints },
          };
          const buy = termsOfAmount(amount, { ...priced, side: 'buy' });
          expect(buy.total <= amount).toBe(true);
          const more = termsOfGrams(buy.goldAmount + 200n, { ...priced, side: 'buy' });
          expect(more.total + 2n >= amount).toBe(true);
          const sell = termsOfAmount(amount, { ...priced, side: 'sell' });
          expect(sell.total >= amount).toBe(true);
        },
      ),
    ));
});

describe('an order', () => {
  it.each([
    [
      'in a closed market',
      { at: saturday, tick: { ...order.tick, updatedAt: saturday } },
      'market.closed',
    ],
    [
      'in a market that says it is closed',
      { tick: { ...order.tick, open: false } },
      'market.closed',
    ],
    [
      'at a price of 120 s',
      { tick: { ...order.tick, updatedAt: '2026-11-23T16:58:00.000Z' } },
      'market.stale-price',
    ],
    ['above its limit', { limitPricePerGram: 100_499_999n }, 'trading.price-limit-exceeded'],
    [
      'below its limit',
      { side: 'sell', limitPricePerGram: 99_500_001n },
      'trading.price-limit-exceeded',
    ],
    ['of half a step', { quantity: { grams: 50n } }, 'trading.below-minimum-step'],
    ['of an amount below a step', { quantity: { amount: 1n } }, 'trading.below-minimum-step'],
    ['of more than a ton', { quantity: { grams: 1_000_000_000_100n } }, 'trading.above-maximum'],
    [
      'that would bring nothing',
      { side: 'sell', quantity: { grams: 100n }, tick: { ...order.tick, spotPerGram: 1_000_000n } },
      'trading.below-minimum-amount',
    ],
  ] as const)('%s is refused', (_, change, code) =>
    expect(() => priceOrder({ ...order, ...change })).toThrow(refusal(code)),
  );

  it.each([
    [
      'at a price of just under 120 s',
      { tick: { ...order.tick, updatedAt: '2026-11-23T16:58:00.001Z' } },
    ],
    ['at its limit', { limitPricePerGram: 100_500_000n }],
    [
      'on a Saturday that the market calls open',
      { at: saturday, tick: { ...order.tick, updatedAt: saturday, open: true } },
    ],
    ['of one step', { quantity: { grams: 100n } }],
  ] as const)('%s is taken', (_, change) =>
    expect(priceOrder({ ...order, ...change }).total > 0n).toBe(true),
  );
});

const quote = quoteOrder(order, { quoteId: 'quote-1', userId: 'user-1' });
const use = { userId: 'user-1', side: 'buy', at } as const;

describe('a quote', () => {
  it('carries its terms for 60 s', () => {
    expect(quote).toEqual({
      quoteId: 'quote-1',
      userId: 'user-1',
      side: 'buy',
      grams: '0.500000',
      pricePerGram: '100.500000',
      spot: '100.000000',
      ask: '100.500000',
      bid: '99.500000',
      spread: '1.000000',
      fee: '0.00',
      total: '50.25',
      roundingRemainder: '0.000000000000',
      currency: 'EUR',
      priceId: 'price-1',
      expiresAt: '2026-11-23T17:01:00.000Z',
    });
    expect(() =>
      requireUsableQuote(quote, { ...use, at: '2026-11-23T17:00:59.999Z' }),
    ).not.toThrow();
    expect(() => requireUsableQuote(quote, { ...use, at: '2026-11-23T17:01:00.000Z' })).toThrow(
      refusal('quote.expired'),
    );
  });

  it('is one customer’s and one side’s', () => {
    expect(() => requireUsableQuote(quote, { ...use, userId: 'user-2' })).toThrow(
      refusal('quote.foreign'),
    );
    expect(() => requireUsableQuote(quote, { ...use, side: 'sell' })).toThrow(
      refusal('quote.wrong-side'),
    );
  });
});

describe('the promise of a quote', () => {
  it('lives no longer than the session that the calendar knows', () => {
    /** Friday 16:59:30 in New York: the market closes in half a minute. */
    const closing = '2026-11-27T21:59:30.000Z';
    const late = { ...order, at: closing, tick: { ...order.tick, updatedAt: closing } };
    const ids = { quoteId: 'quote-1', userId: 'user-1' };
    expect(quoteOrder(late, ids).expiresAt).toBe('2026-11-27T22:00:00.000Z');
    const told = { ...late, tick: { ...late.tick, open: true } };
    expect(quoteOrder(told, ids).expiresAt).toBe('2026-11-27T22:00:30.000Z');
  });

  it('comes to what it said, for either side and any quantity', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('buy', 'sell'),
        fc.bigInt({ min: 100n, max: 10_000_000n }),
        fc.bigInt({ min: 10_000_000n, max: 1_000_000_000n }),
        (side, steps, spotPerGram) => {
          const one = { ...order, side, quantity: { grams: steps * 100n } };
          const asked = { ...one, tick: { ...order.tick, spotPerGram } };
          const promised = quoteOrder(asked, { quoteId: 'q', userId: 'u' });
          const terms = termsOfQuote(promised);
          const { total } = (side === 'buy' ? costOf : proceedsOf)(terms);
          expect(formatMoney(total, terms.currency)).toBe(promised.total);
        },
      ),
    ));

  it('is signed in every field', () => {
    const text = quoteSigningText(quote);
    for (const [field, value] of Object.entries(quote))
      expect(quoteSigningText({ ...quote, [field]: `${value}0` })).not.toBe(text);
  });
});
