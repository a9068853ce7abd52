import { asCents, asGrams, cents } from '../model/amounts.ts';
import { balanceOf, enterPurchase } from '../model/books.ts';
import { type Cast, type Customer, complainOf5xx, type Play, said } from '../play.ts';
import type { Step } from '../script.ts';
import type { Answer } from '../stage.ts';

/** Room for the spread and for a price that moves between the look and the order, as a divisor of what is there. */
const share = (total: bigint, size: number): bigint =>
  (total * BigInt(Math.floor(size * 1_000))) / 1_000n;

/** The price of a rough guess, micro-euro per gram, to make an order out of an amount. */
const roughPrice = 120_000_000n;

const keyOf = (step: Step): string => `step-${step.index}`;

interface Asked {
  readonly grams?: bigint;
  readonly amount?: bigint;
}

/** Sends an order and enters what came of it; what stays open can be asked again with the same key. */
const send = async (cast: Cast, customer: Customer, key: string, asked: Asked): Promise<Answer> => {
  const { book, person } = customer;
  const body =
    asked.grams === undefined
      ? { amount: asCents(asked.amount ?? 0n) }
      : { grams: asGrams(asked.grams) };
  book.unknown.set(key, () => send(cast, customer, key, asked));
  const answer = await person.ask('POST', '/v1/purchases', { body, key });
  complainOf5xx(cast, 'a purchase', answer);
  if (answer.status === 201) {
    book.unknown.delete(key);
    customer.remembered.push({ path: '/v1/purchases', key, body, answer });
    cast.wrong.push(...enterPurchase(book, answer.body, asked));
  }
  // A refusal writes nothing, now or later; a lost answer, a 5xx or a conflict leaves it open.
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 409)
    book.unknown.delete(key);
  return answer;
};

const order = async (cast: Cast, customer: Customer, step: Step, asked: Asked): Promise<string> => {
  const { available } = balanceOf(customer.book);
  const quietly = customer.underWay === 0 && customer.book.unknown.size === 0;
  customer.underWay += 1;
  const answer = await send(cast, customer, keyOf(step), asked);
  customer.underWay -= 1;
  if (quietly) checkRefusal(cast, answer, available, asked);
  return said(answer);
};

/** An order that no other one competes with, and whose money is there twice over, is not refused for want of money. */
const checkRefusal = (
  cast: Cast,
  answer: Answer,
  available: bigint,
  asked: { readonly amount?: bigint },
): void => {
  if (answer.code !== 'wallet.insufficient-funds' || asked.amount === undefined) return;
  const shown = cents(answer.body.details?.available ?? '0.00');
  if (asked.amount <= shown)
    cast.wrong.push(
      `an order for ${asCents(asked.amount)} was refused with ${asCents(shown)} there`,
    );
  if (shown > available)
    cast.wrong.push(
      `a refusal shows ${asCents(shown)} where there can be at most ${asCents(available)}`,
    );
};

/** Buys a part of what the money pays for, by weight. */
export const buyGrams: Play = (cast, customer, step) => {
  const { available } = balanceOf(customer.book);
  const grams = ((share(available, step.size) * 10_000_000_000n) / roughPrice / 100n) * 100n;
  return order(cast, customer, step, { grams: grams === 0n ? 100n : grams });
};

/** Buys for a part of the money. */
export const buyAmount: Play = (cast, customer, step) => {
  const amount = share(balanceOf(customer.book).available, step.size);
  return order(cast, customer, step, { amount: amount < 2n ? 2n : amount });
};

/** Orders more than the money can pay for. */
export const buyBeyond: Play = async (cast, customer, step) => {
  const { available } = balanceOf(customer.book);
  const pending = customer.book.inReview.size;
  const said = await order(cast, customer, step, { amount: available + 10_000n + BigInt(pending) });
  return said;
};

/** Sends an acknowledged order again: the same answer, and nothing happens twice. */
export const repeatPurchase: Play = async (cast, { person, remembered }, step) => {
  const chosen = remembered[Math.floor(step.size * remembered.length)];
  if (chosen === undefined) return 'nothing to repeat';
  const again = await person.ask('POST', chosen.path, { body: chosen.body, key: chosen.key });
  const same = JSON.stringify(again.body) === JSON.stringify(chosen.answer.body);
  if (again.status === 201 && !same)
    cast.wrong.push(`${chosen.key} was answered in another way the second time`);
  if (again.status >= 400 && again.status < 500 && again.status !== 409)
    cast.wrong.push(`${chosen.key} was acknowledged, and then answered ${said(again)}`);
  return said(again);
};

/** Uses a key again for another order: refused, and nothing happens. */
export const reuseKey: Play = async (cast, { person, remembered }, step) => {
  const chosen = remembered[Math.floor(step.size * remembered.length)];
  if (chosen === undefined) return 'no key to use again';
  const answer = await person.ask('POST', chosen.path, {
    body: { amount: '1.23' },
    key: chosen.key,
  });
  if (answer.status === 201) cast.wrong.push(`${chosen.key} bought something else the second time`);
  return said(answer);
};

/** Looks at what a customer looks at. */
export const look: Play = async (cast, { person }, step) => {
  const paths = ['/v1/wallet', '/v1/holdings', '/v1/transactions', '/v1/market/price'] as const;
  const path = paths[Math.floor(step.size * paths.length)] as string;
  const answer = await person.ask('GET', path);
  complainOf5xx(cast, `GET ${path}`, answer);
  return `${path} ${said(answer)}`;
};
