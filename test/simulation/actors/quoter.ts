import { asCents, asGrams } from '../model/amounts.ts';
import { balanceOf, reckonedWith } from '../model/books.ts';
import { type Customer, type Play, said } from '../play.ts';
import type { Step } from '../script.ts';
import type { Answer } from '../stage.ts';
import { order, type Side } from './orders.ts';
import { share } from './trader.ts';

/** The quote as it was given: every field of it goes back with the order. */
type Quote = Answer['body'];

const wanted = ({ book }: Customer, side: Side, { size }: Step) => {
  const { grams } = balanceOf(book);
  if (side === 'sell') return { side, grams: asGrams((share(grams, size) / 100n) * 100n + 100n) };
  return { side, amount: asCents(share(reckonedWith(book), size) + 2n) };
};

const ask = async (customer: Customer, step: Step): Promise<Quote | undefined> => {
  const side: Side = step.turn < 0.5 ? 'buy' : 'sell';
  const answer = await customer.person.ask('POST', '/v1/quotes', {
    body: wanted(customer, side, step),
  });
  return answer.status === 200 || answer.status === 201 ? answer.body : undefined;
};

/** Asks for a quote and takes it: the terms are the quote's. */
export const takeQuote: Play = async (cast, customer, step) => {
  const quote = await ask(customer, step);
  if (quote === undefined) return 'no quote';
  return said(await order(cast, customer, step, { side: quote.side, asked: { quote } }));
};

/** Takes one quote with two keys at once: it serves once. */
export const takeQuoteTwice: Play = async (cast, customer, step) => {
  const quote = await ask(customer, step);
  if (quote === undefined) return 'no quote';
  const answers = await Promise.all(
    ['a', 'b'].map((key) =>
      order(cast, customer, step, { side: quote.side, asked: { quote }, key }),
    ),
  );
  if (answers.every(({ status }) => status === 201))
    cast.wrong.push(`quote ${quote.quoteId} served two orders`);
  return answers.map(said).join(' and ');
};

/** Changes a quote, or takes somebody else's: refused, and nothing happens. */
export const abuseQuote: Play = async (cast, customer, step) => {
  const quote = await ask(customer, step);
  if (quote === undefined) return 'no quote';
  const foreign = step.size < 0.5;
  const other = cast.customers.find((one) => one !== customer) as Customer;
  const taker = foreign ? other : customer;
  const price = quote.side === 'buy' ? '1.000000' : '9999.000000';
  const abused = foreign ? quote : { ...quote, pricePerGram: price };
  const path = quote.side === 'buy' ? '/v1/purchases' : '/v1/sales';
  const answer = await taker.person.ask('POST', path, {
    body: { quote: abused },
    key: `line-${step.index}-abused`,
  });
  if (answer.status === 201)
    cast.wrong.push(`${foreign ? 'a foreign' : 'an altered'} quote served`);
  return said(answer);
};
