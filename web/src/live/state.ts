import { computed, type Signal, signal } from '@preact/signals';
import type { AnswerOf } from '../api/routes.ts';
import { minus, plus, worthOf } from '../money/decimal.ts';

export type Price = AnswerOf<'GET /v1/market/price'>;
export type Wallet = AnswerOf<'GET /v1/wallet'>;
export type Holdings = AnswerOf<'GET /v1/holdings'>;
export type Transaction = AnswerOf<'GET /v1/transactions/{id}'>;
export type Portfolio = AnswerOf<'GET /v1/portfolio'>;
export type Notice = AnswerOf<'GET /v1/notifications'>['items'][number];
type Me = AnswerOf<'GET /v1/me'>;

/** What every page shows of the moment. `live/` alone writes it; undefined until it is known. */
export const price = signal<Price | undefined>();
export const priceBefore = signal<Price | undefined>();
export const wallet = signal<Wallet | undefined>();
export const holdings = signal<Holdings | undefined>();
export const portfolio = signal<Portfolio | undefined>();
export const transactions = signal<readonly Transaction[] | undefined>();
/** The newest of what the person was told. */
export const notices = signal<readonly Notice[] | undefined>();
export const me = signal<Me | undefined>();

/** Whether what is shown keeps up. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');

/** The line on which news comes by itself; `down` when it stood before and does not now: then pages ask, as ever. */
export const line = signal<'none' | 'up' | 'down'>('none');

/** What only says that something has changed: whoever shows it asks for it. */
const heralds = ['withdrawal', 'pool', 'account', 'notification', 'work'] as const;
export type Herald = (typeof heralds)[number];

/** How often each has come: a page that reads one of them runs again with the next. */
export const heard = Object.fromEntries(heralds.map((type) => [type, signal(0)])) as Readonly<
  Record<Herald, Signal<number>>
>;

/** Whether a message of this type only says that something has changed. */
export const isHerald = (type: string): type is Herald =>
  (heralds as readonly string[]).includes(type);

/** How many actions of the person wait until what is shown reflects them. */
export const processing = signal(0);

/** How many of the newest notices were not read. */
export const unread = computed(() => notices.value?.filter(({ read }) => !read).length ?? 0);

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
  for (const each of [wallet, holdings, portfolio, transactions, notices, me])
    each.value = undefined;
  processing.value = 0;
};
