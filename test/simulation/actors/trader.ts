import { oneAt, pick } from '../chance.ts';
import { balanceOf, reckonedWith } from '../model/books.ts';
import { type Play, said } from '../play.ts';
import { ordered } from './orders.ts';

/** A part of what is there, in thousandths. */
export const share = (total: bigint, size: number): bigint =>
  (total * BigInt(Math.floor(size * 1_000))) / 1_000n;

/** A rough guess of the price, micro-euro per gram, to make a weight out of an amount. */
const roughPrice = 120_000_000n;
const step = 100n;
const atLeast = (least: bigint, value: bigint): bigint => (value < least ? least : value);

/** Buys a part of what the money pays for, by weight. */
export const buyGrams: Play = (cast, customer, line) => {
  const grams =
    ((share(reckonedWith(customer.book), line.size) * 10_000_000_000n) / roughPrice / step) * step;
  return ordered(cast, customer, line, { side: 'buy', asked: { grams: atLeast(step, grams) } });
};

/** Buys for a part of the money. */
export const buyAmount: Play = (cast, customer, line) => {
  const amount = atLeast(2n, share(reckonedWith(customer.book), line.size));
  return ordered(cast, customer, line, { side: 'buy', asked: { amount } });
};

/** Buys a little several times at once. */
export const buyOften: Play = async (cast, customer, line) => {
  const orders = ['a', 'b', 'c', 'd'].map((key, place) =>
    ordered(cast, customer, line, { side: 'buy', asked: { amount: 200n + BigInt(place) }, key }),
  );
  return (await Promise.all(orders)).join(' and ');
};

/** Orders more than the money can pay for. */
export const buyBeyond: Play = (cast, customer, line) => {
  const amount = balanceOf(customer.book).available + 10_000n;
  return ordered(cast, customer, line, { side: 'buy', asked: { amount } });
};

/** Sells a part of the gold. */
export const sellGrams: Play = (cast, customer, line) => {
  const grams = (share(balanceOf(customer.book).grams, line.size) / step) * step;
  return ordered(cast, customer, line, { side: 'sell', asked: { grams: atLeast(step, grams) } });
};

/** Sells gold for an amount. */
export const sellAmount: Play = (cast, customer, line) => {
  const worth = (balanceOf(customer.book).grams * roughPrice) / 10_000_000_000n;
  const amount = atLeast(1n, share(worth, line.size));
  return ordered(cast, customer, line, { side: 'sell', asked: { amount } });
};

/** Offers one step more than there is. */
export const sellBeyond: Play = (cast, customer, line) => {
  const grams = balanceOf(customer.book).grams + step;
  return ordered(cast, customer, line, { side: 'sell', asked: { grams } });
};

/** An answer may be repeated for 24 hours; a little less is certain. */
const repeatableMs = 23 * 3_600_000;

/** Sends an acknowledged order again: the same answer, and nothing happens twice. */
export const repeatOrder: Play = async (cast, { person, remembered }, { size }) => {
  const fresh = remembered.filter(({ atMs }) => atMs > cast.stage.timeline.now() - repeatableMs);
  const chosen = oneAt(fresh, size);
  if (chosen === undefined) return 'nothing to repeat';
  const { path, body, key } = chosen;
  const again = await person.ask('POST', path, { body, key });
  const same = JSON.stringify(again.body) === JSON.stringify(chosen.answer.body);
  if (again.status === chosen.answer.status && !same)
    cast.wrong.push(`${key} was answered in another way the second time`);
  if (again.status >= 400 && again.status < 500 && again.status !== 409)
    cast.wrong.push(`${key} was acknowledged, and then answered ${said(again)}`);
  return said(again);
};

/** Uses a key again for another order: refused, and nothing happens. */
export const reuseKey: Play = async (cast, { person, remembered }, { size }) => {
  const fresh = remembered.filter(({ atMs }) => atMs > cast.stage.timeline.now() - repeatableMs);
  const chosen = oneAt(fresh, size);
  if (chosen === undefined) return 'no key to use again';
  const { path, key } = chosen;
  const answer = await person.ask('POST', path, { body: { amount: '1.23' }, key });
  if (answer.status < 300) cast.wrong.push(`${key} did something else the second time`);
  return said(answer);
};

/** Looks at what a customer looks at. */
export const look: Play = async ({ stage }, { person }, { size }) => {
  const paths = [
    '/v1/wallet',
    '/v1/holdings',
    '/v1/transactions',
    '/v1/market/price',
    '/v1/withdrawals',
    '/v1/pools',
    '/v1/portfolio',
    '/v1/notifications',
    '/v1/notifications/preferences',
    '/v1/price-alerts',
    '/v1/market/prices?interval=1m',
    '/v1/portfolio/history',
    `/v1/statements/${new Date(stage.timeline.now()).toISOString().slice(0, 7)}`,
  ] as const;
  const path = pick(paths, size);
  const answer = await person.ask('GET', path);
  return `${path} ${said(answer)}`;
};
