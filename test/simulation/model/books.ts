import {
  cents,
  costOf,
  gramsFor,
  gramsWorth,
  micrograms,
  microPrice,
  proceedsOf,
} from './amounts.ts';

/** A share in a pool, as it was acknowledged. */
export interface Commitment {
  readonly poolId: string;
  readonly amount: bigint;
}

/** A price that is waited for, as it was acknowledged. */
export interface AskedAlert {
  readonly direction: 'above' | 'below';
  readonly threshold: bigint;
  readonly acknowledgedMs: number;
  /** Whether it was acknowledged that it waits no more. */
  readonly cancelled: boolean;
}

export interface Sale {
  readonly proceeds: bigint;
  readonly grams: bigint;
  readonly costBasis: bigint;
}

/** What the model knows of one customer: only what the platform acknowledged and what the world outside did. */
export interface Book {
  /** Payments from the customer's own account, by the bank's transaction id. */
  readonly deposits: Map<string, bigint>;
  /** Payments from somebody else's account: they wait for people. */
  readonly inReview: Map<string, bigint>;
  readonly purchases: Map<string, { readonly cost: bigint; readonly grams: bigint }>;
  readonly sales: Map<string, Sale>;
  /** Acknowledged withdrawals by their id: asked for, which says nothing of how they end. */
  readonly withdrawals: Map<string, bigint>;
  /** Acknowledged shares in pools by their id. */
  readonly commitments: Map<string, Commitment>;
  /** What operations corrected, acknowledged, by the adjustment's id. */
  readonly adjustments: Map<string, bigint>;
  /** Acknowledged price alerts by their id. */
  readonly alerts: Map<string, AskedAlert>;
  /** Orders without a final answer, by their key, with how to ask again: they may have happened. */
  readonly unknown: Map<string, () => Promise<unknown>>;
}

export const emptyBook = (): Book => ({
  deposits: new Map(),
  inReview: new Map(),
  purchases: new Map(),
  sales: new Map(),
  withdrawals: new Map(),
  commitments: new Map(),
  adjustments: new Map(),
  alerts: new Map(),
  unknown: new Map(),
});

const sum = (values: Iterable<bigint>): bigint => [...values].reduce((all, one) => all + one, 0n);

/** What trading and paying in come to: all that does not hang on the bank, the dealer or people. */
export const balanceOf = (book: Book) => {
  const sales = [...book.sales.values()];
  const spent = sum([...book.purchases.values()].map(({ cost }) => cost));
  return {
    available:
      sum(book.deposits.values()) +
      sum(book.adjustments.values()) -
      spent +
      sum(sales.map(({ proceeds }) => proceeds)),
    pending: sum(book.inReview.values()),
    grams:
      sum([...book.purchases.values()].map(({ grams }) => grams)) -
      sum(sales.map(({ grams }) => grams)),
    costBasis: spent - sum(sales.map(({ costBasis }) => costBasis)),
  };
};

/** What a customer may reckon with while much is under way: nothing comes back of what was withdrawn or committed. */
export const reckonedWith = (book: Book): bigint => {
  const committed = sum([...book.commitments.values()].map(({ amount }) => amount));
  const least = balanceOf(book).available - sum(book.withdrawals.values()) - committed;
  return least < 0n ? 0n : least;
};

/** What was ordered: by weight or for an amount; a quote fixes both and the price. */
export interface Asked {
  readonly grams?: bigint;
  readonly amount?: bigint;
  readonly quote?: {
    readonly grams: string;
    readonly pricePerGram: string;
    readonly total: string;
  };
}

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
  asked: Asked,
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
  if (asked.quote !== undefined && asked.quote.total !== answer.totalCost)
    wrong.push(
      `purchase ${answer.purchaseId} costs ${answer.totalCost}, quoted ${asked.quote.total}`,
    );
  book.purchases.set(answer.purchaseId, { cost, grams });
  return wrong;
};

export interface SaleAnswer {
  readonly saleId: string;
  readonly grams: string;
  readonly pricePerGram: string;
  readonly fee: string;
  readonly proceeds: string;
  readonly costBasis: string;
  readonly realisedGain: string;
}

/** Enters an acknowledged sale, and says what is wrong with it. */
export const enterSale = (book: Book, answer: SaleAnswer, asked: Asked): readonly string[] => {
  const [grams, proceeds] = [micrograms(answer.grams), cents(answer.proceeds)];
  const [price, costBasis] = [microPrice(answer.pricePerGram), cents(answer.costBasis)];
  const known = book.sales.get(answer.saleId);
  const wrong: string[] = [];
  if (known !== undefined && (known.proceeds !== proceeds || known.grams !== grams))
    wrong.push(`sale ${answer.saleId} was answered in two ways`);
  if (proceeds !== proceedsOf(grams, price) - cents(answer.fee))
    wrong.push(`sale ${answer.saleId} brings ${answer.proceeds}, which is not its terms`);
  if (cents(answer.realisedGain) !== proceeds - costBasis)
    wrong.push(`sale ${answer.saleId} gains ${answer.realisedGain}, not proceeds less cost`);
  if (asked.grams !== undefined && asked.grams !== grams)
    wrong.push(`sale ${answer.saleId} takes other grams than were offered`);
  if (asked.amount !== undefined && grams !== gramsWorth(asked.amount, price))
    wrong.push(`sale ${answer.saleId} takes ${answer.grams}, not what the amount needs`);
  if (asked.quote !== undefined && asked.quote.total !== answer.proceeds)
    wrong.push(`sale ${answer.saleId} brings ${answer.proceeds}, quoted ${asked.quote.total}`);
  book.sales.set(answer.saleId, { proceeds, grams, costBasis });
  return wrong;
};
