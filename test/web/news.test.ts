import { beforeEach, describe, expect, it } from 'vitest';
import { hear, receive } from '../../web/src/live/messages.ts';
import {
  forgetPerson,
  heard,
  holdings,
  portfolio,
  price,
  transactions,
  wallet,
} from '../../web/src/live/state.ts';

const tell = (type: string, data: object = {}) => hear(JSON.stringify({ type, data }));

const cash = {
  walletId: 'w',
  currency: 'EUR',
  available: '10.00',
  reserved: '0.00',
  pending: '0.00',
  frozen: false,
  depositInstructions: { iban: 'i', beneficiary: 'b', reference: 'r' },
  version: 4,
};
const gold = {
  grams: '1.000000',
  averageCost: '100.000000',
  costBasis: '100.00',
  currency: 'EUR',
  version: 4,
};
const valued = (updatedAt: string, value: string, version = 4) => ({
  currency: 'EUR',
  grams: '1.000000',
  costBasis: '100.00',
  averageCost: '100.000000',
  value,
  valueAtSpot: value,
  unrealisedGain: '0.00',
  realisedGain: '0.00',
  totalGain: '0.00',
  price: { spot: '100.000000', bid: '99.500000', updatedAt, ageSeconds: 0 },
  asOf: updatedAt,
  version,
});
const transaction = (transactionId: string, version: number, status = 'completed') => ({
  transactionId,
  type: 'deposit' as const,
  status,
  amount: '1.00',
  currency: 'EUR',
  occurredAt: `2026-11-24T10:00:0${transactionId}.000Z`,
  updatedAt: '2026-11-24T10:00:00.000Z',
  version,
});

beforeEach(() => {
  forgetPerson();
  price.value = undefined;
});

describe('news of one’s own', () => {
  it('lies over what is known, in any order and twice, by its version', () => {
    receive({ type: 'wallet', data: cash });
    const [fifth, sixth] = [
      { available: '5.00', version: 5 },
      { available: '6.00', version: 6 },
    ];
    for (const news of [sixth, fifth, sixth, sixth]) tell('wallet', news);
    expect(wallet.value).toEqual({ ...cash, available: '6.00', version: 6 });
  });

  it('is nothing before anything is known: that is being asked for', () => {
    tell('wallet', { available: '5.00', version: 5 });
    tell('portfolio', { grams: '2.000000', version: 5 });
    tell('transaction', transaction('1', 5));
    expect([wallet.value, holdings.value, transactions.value]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('of gold changes what is held, and of its value what it is worth, by the newest price', () => {
    receive({ type: 'holdings', data: gold });
    receive({ type: 'portfolio', data: valued('2026-11-24T10:00:00.000Z', '99.50') });
    tell('portfolio', { grams: '2.000000', costBasis: '200.00', version: 5 });
    expect(holdings.value).toMatchObject({ grams: '2.000000', averageCost: '100.000000' });
    tell('portfolio', valued('2026-11-24T10:02:00.000Z', '102.00', 5));
    tell('portfolio', valued('2026-11-24T10:01:00.000Z', '101.00', 5));
    expect(portfolio.value).toMatchObject({ value: '102.00', version: 5 });
    expect(holdings.value?.grams).toBe('2.000000');
  });

  it('of a transaction adds or changes one of the list, the newest first', () => {
    receive({ type: 'transactions', data: [transaction('2', 4, 'pending'), transaction('1', 3)] });
    tell('transaction', transaction('3', 5));
    tell('transaction', transaction('2', 6));
    tell('transaction', transaction('2', 4, 'pending'));
    expect(transactions.value?.map(({ transactionId, status }) => [transactionId, status])).toEqual(
      [
        ['3', 'completed'],
        ['2', 'completed'],
        ['1', 'completed'],
      ],
    );
  });
});

describe('news of the market', () => {
  const at = (updatedAt: string, priceId: string) => ({
    priceId,
    currency: 'EUR',
    spot: '100.000000',
    ask: '100.500000',
    bid: '99.500000',
    session: 'open' as const,
    marketSession: 's',
    updatedAt,
    ageSeconds: 0,
  });

  it('is never older than what is shown', () => {
    tell('price', at('2026-11-24T10:01:00.000Z', 'second'));
    tell('price', at('2026-11-24T10:00:00.000Z', 'first'));
    receive({ type: 'price', data: at('2026-11-24T10:00:00.000Z', 'first') });
    expect(price.value?.priceId).toBe('second');
  });
});

describe('news that only says so', () => {
  it('is counted by its type; of an unknown type it is nothing', () => {
    const before = heard.work.value;
    tell('work', { list: 'deposits' });
    tell('constructor');
    tell('pong');
    expect(heard.work.value).toBe(before + 1);
  });
});
