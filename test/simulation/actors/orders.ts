import { asCents, asGrams, cents } from '../model/amounts.ts';
import { type Asked, balanceOf, enterPurchase, enterSale } from '../model/books.ts';
import { type Cast, type Customer, complainOf5xx, said } from '../play.ts';
import type { Step } from '../script.ts';
import type { Answer } from '../stage.ts';

export type Side = 'buy' | 'sell';

const pathOf: Readonly<Record<Side, string>> = { buy: '/v1/purchases', sell: '/v1/sales' };

const bodyOf = ({ grams, amount, quote }: Asked) => {
  if (quote !== undefined) return { quote };
  return grams === undefined ? { amount: asCents(amount ?? 0n) } : { grams: asGrams(grams) };
};

/** Sends an order and enters what came of it; what stays open can be asked again with the same key. */
const send = async (
  cast: Cast,
  customer: Customer,
  key: string,
  side: Side,
  asked: Asked,
): Promise<Answer> => {
  const { book, person, remembered } = customer;
  const [path, body] = [pathOf[side], bodyOf(asked)];
  book.unknown.set(key, () => send(cast, customer, key, side, asked));
  const answer = await person.ask('POST', path, { body, key });
  complainOf5xx(cast, `POST ${path}`, answer);
  if (answer.status === 201) {
    book.unknown.delete(key);
    remembered.push({ path, key, body, answer, atMs: cast.stage.timeline.now() });
    const enter = side === 'buy' ? enterPurchase : enterSale;
    cast.wrong.push(...enter(book, answer.body, asked));
  }
  // A refusal writes nothing, now or later; a lost answer, a 5xx or a conflict leaves it open.
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 409)
    book.unknown.delete(key);
  return answer;
};

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

/** Places an order; `key` tells it from others of the same line. */
export const order = async (
  cast: Cast,
  customer: Customer,
  { index }: Step,
  { side, asked, key = '' }: { readonly side: Side; readonly asked: Asked; readonly key?: string },
): Promise<Answer> => {
  const { available } = balanceOf(customer.book);
  const quietly = customer.underWay === 0 && customer.book.unknown.size === 0;
  customer.underWay += 1;
  const answer = await send(cast, customer, `line-${index}${key}`, side, asked);
  customer.underWay -= 1;
  if (quietly) checkRefusal(cast, answer, available, asked);
  return answer;
};

/** An order placed, in a few words. */
export const ordered = async (...given: Parameters<typeof order>): Promise<string> =>
  said(await order(...given));
