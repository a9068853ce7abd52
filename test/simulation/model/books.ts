import { cents, costOf, gramsFor, micrograms, microPrice } from './amounts.ts';

/** What the model knows of one customer: only what the platform acknowledged and what the world outside did. */
export interface Book {
  /** Payments from the customer's own account, by the bank's transaction id. */
  readonly deposits: Map<string, bigint>;
  /** Payments from somebody else's account: they wait for people. */
  readonly inReview: Map<string, bigint>;
  readonly purchases: Map<string, { readonly cost: bigint; readonly grams: bigint }>;
  /** Orders without a final answer, by their key, with how to ask again: they may have happened. */
  readonly unknown: Map<string, () => Promise<unknown>>;
}

export const emptyBook = (): Book => ({
  deposits: new Map(),
  inReview: new Map(),
  purchases: new Map(),
  unknown: new Map(),
});

const sum = (values: Iterable<bigint>): bigint => [...values].reduce((all, one) => all + one, 0n);

/** What the customer must have, to the unit, once everything has come to rest. */
export const balanceOf = (book: Book) => {
  const spent = sum([...book.purchases.values()].map(({ cost }) => cost));
  return {
    available: sum(book.deposits.values()) - spent,
    pending: sum(book.inReview.values()),
    grams: sum([...book.purchases.values()].map(({ grams }) => grams)),
    costBasis: spent,
  };
};

export interface PurchaseAnswer {
  readonly purchaseId: string;
  readonly grams: string;
  readonly pricePerGram: string;
  readonly fee: string;
  readonly totalCost: string;
}

/**
 * Enters an acknowledged purchase, and says what is wrong with it: the sum must follow from grams and price, and an
 * order for an amount must buy as much as that amount pays for.
 */
export const enterPurchase = (
  book: Book,
  answer: PurchaseAnswer,
  asked: { readonly grams?: bigint; readonly amount?: bigint },
): readonly string[] => {
  const [grams, cost] = [micrograms(answer.grams), cents(answer.totalCost)];
  const price = microPrice(answer.pricePerGram);
  const known = book.purchases.get(answer.purchaseId);
  const wrong: string[] = [];
  if (known !== undefined && (known.cost !== cost || known.grams !== grams))
    wrong.push(`purchase ${answer.purchaseId} was answered in two ways`);
  if (cost !== costOf(grams, price) + cents(answer.fee))
    wrong.push(`purchase ${answer.purchaseId} costs ${answer.totalCost}, which is not its terms`);
  if (asked.grams !== undefined && asked.grams !== grams)
    wrong.push(`purchase ${answer.purchaseId} gives other grams than were asked for`);
  if (asked.amount !== undefined && grams !== gramsFor(asked.amount, price))
    wrong.push(`purchase ${answer.purchaseId} gives ${answer.grams}, not what the amount pays for`);
  book.purchases.set(answer.purchaseId, { cost, grams });
  return wrong;
};
