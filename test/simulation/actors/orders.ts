import { asCents, asGrams, cents } from '../model/amounts.ts';
import { type Asked, balanceOf, enterPurchase, enterSale } from '../model/books.ts';
import { type Cast, type Customer, said } from '../play.ts';
import type { Step } from '../script.ts';
import type { Answer } from '../stage.ts';
import { sendOwn } from './command.ts';

export type Side = 'buy' | 'sell';

const pathOf: Readonly<Record<Side, string>> = { buy: '/v1/purchases', sell: '/v1/sales' };

const bodyOf = ({ grams, amount, quote }: Asked) => {
  if (quote !== undefined) return { quote };
  return grams === undefined ? { amount: asCents(amount ?? 0n) } : { grams: asGrams(grams) };
};

const send = (cast: Cast, customer: Customer, key: string, side: Side, asked: Asked) =>
  sendOwn(cast, {
    customer,
    path: pathOf[side],
    body: bodyOf(asked),
    key,
    enter: ({ body }) => {
      const enter = side === 'buy' ? enterPurchase : enterSale;
      cast.wrong.push(...enter(customer.book, body, asked));
    },
  });

/** A refusal for want of money shows what is there: less than was asked for, and no more than there can be. */
const checkRefusal = (cast: Cast, answer: Answer, available: bigint, asked: Asked): void => {
  if (answer.code !== 'wallet.insufficient-funds' || asked.amount === undefined) return;
  const shown = cents(answer.body.details?.available ?? '0.00');
  if (asked.amount <= shown)
    cast.wrong.push(
      `an order for ${asCents(asked.amount)} was refused with ${asCents(shown)} there`,
    );
  if (shown > available)
    cast.wrong.push(
      `a refusal shows ${asCents(shown)} where there is at most ${asCents(available)}`,
    );
};

/** No more can be there: all that is withdrawn or committed has come back, and what waits for people was theirs. */
const mostOf = ({ suspense }: Cast, { book }: Customer): bigint => {
  const { available, pending } = balanceOf(book);
  return [...suspense.values()].reduce((sum, { amount }) => sum + amount, available + pending);
};

/** Places an order; `key` tells it from others of the same line. */
export const order = async (
  cast: Cast,
  customer: Customer,
  { index }: Step,
  { side, asked, key = '' }: { readonly side: Side; readonly asked: Asked; readonly key?: string },
): Promise<Answer> => {
  const most = mostOf(cast, customer);
  const quietly = customer.underWay === 0 && customer.book.unknown.size === 0;
  customer.underWay += 1;
  const answer = await send(cast, customer, `line-${index}${key}`, side, asked);
  customer.underWay -= 1;
  if (quietly) checkRefusal(cast, answer, most, asked);
  return answer;
};

/** An order placed, in a few words. */
export const ordered = async (...given: Parameters<typeof order>): Promise<string> =>
  said(await order(...given));
