import { computed, signal } from '@preact/signals';
import type { AnswerOf } from '../api/client.ts';
import { minus, plus, worthOf } from '../money/decimal.ts';

export type Price = AnswerOf<'GET /v1/market/price'>;
export type Wallet = AnswerOf<'GET /v1/wallet'>;
export type Holdings = AnswerOf<'GET /v1/holdings'>;
export type Transaction = AnswerOf<'GET /v1/transactions/{id}'>;
type Portfolio = AnswerOf<'GET /v1/portfolio'>;
type Me = AnswerOf<'GET /v1/me'>;

/** What every page shows of the moment. `live/` alone writes it; undefined until it is known. */
export const price = signal<Price | undefined>();
export const priceBefore = signal<Price | undefined>();
export const wallet = signal<Wallet | undefined>();
export const holdings = signal<Holdings | undefined>();
export const portfolio = signal<Portfolio | undefined>();
export const transactions = signal<readonly Transaction[] | undefined>();
export const me = signal<Me | undefined>();

/** Whether what is shown keeps up. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');

/** How many actions of the person wait until what is shown reflects them. */
export const processing = signal(0);

/** What the gold would bring now: it moves with every price, whatever else is slower. */
export const goldValue = computed(() => {
  const [held, now] = [holdings.value, price.value];
  return held === undefined || now === undefined ? undefined : worthOf(held.grams, now.bid);
});

export const gain = computed(() => {
  const [held, value] = [holdings.value, goldValue.value];
  return held === undefined || value === undefined ? undefined : minus(value, held.costBasis);
});

/** Gold and money together. */
export const total = computed(() => {
  const [cash, value] = [wallet.value, goldValue.value];
  if (cash === undefined || value === undefined) return undefined;
  return plus(value, plus(cash.available, cash.reserved));
});

export const forgetPerson = (): void => {
  for (const each of [wallet, holdings, portfolio, transactions, me]) each.value = undefined;
  processing.value = 0;
};
