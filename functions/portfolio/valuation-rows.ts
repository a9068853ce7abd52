import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { valuationOf } from '../../domain/portfolio/valuation.ts';
import { gramsFromWire } from '../../domain/shared/gold.ts';
import { formatMoney, moneyFromWire } from '../../domain/shared/money.ts';
import { inParts } from '../../domain/shared/parts.ts';
import { formatPrice } from '../../domain/shared/price.ts';
import { bidOf } from '../../domain/trading/pricing.ts';
import { required } from '../shared/env.ts';
import { jitteredDelayMs, pause } from '../shared/pause.ts';
import { type Row, toItem } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

/** The columns of gold_holdings that a value is made of. A type, so that it is a row. */
export type HoldingRow = {
  readonly walletId: string;
  readonly userId: string;
  readonly currency: string;
  readonly grams: string;
  readonly costBasis: string;
  readonly realisedGain: string;
  readonly version: number;
};

/** The price that a run values everybody with. */
export interface ValuedWith {
  readonly priceId: string;
  /** Micro-units per gram. */
  readonly spotPerGram: bigint;
  readonly valuedAt: string;
}

/** A customer's valuation: a row of portfolio_valuations, and what PortfolioValuationUpdated tells. */
export const valuationRow = (
  holding: HoldingRow,
  { priceId, spotPerGram, valuedAt }: ValuedWith,
): Row => {
  const { walletId, userId, currency, grams, costBasis, realisedGain, version } = holding;
  const bid = bidOf(spotPerGram);
  const held = {
    grams: gramsFromWire(grams),
    costBasis: moneyFromWire(costBasis, currency),
    realisedGain: moneyFromWire(realisedGain, currency),
    currency,
  };
  const { value, unrealisedGain, totalGain } = valuationOf(held, bid);
  return {
    walletId,
    userId,
    currency,
    grams,
    costBasis,
    realisedGain,
    value: formatMoney(value, currency),
    unrealisedGain: formatMoney(unrealisedGain, currency),
    totalGain: formatMoney(totalGain, currency),
    priceId,
    spot: formatPrice(spotPerGram),
    bid: formatPrice(bid),
    valuedAt,
    version,
  };
};

const rowsPerCall = 25;
const callsAtOnce = 8;
const triesMax = 8;

/** Writes up to 25 rows, and again those for which the table had no room. Throws when it has none for long. */
const putBatch = async (table: string, requests: readonly WriteRequest[]): Promise<void> => {
  let waiting = [...requests];
  for (let attempt = 0; waiting.length > 0; attempt++) {
    if (attempt === triesMax) throw new Error('the table takes no more valuations');
    if (attempt > 0) await pause(jitteredDelayMs(attempt, 50, 2_000));
    const { UnprocessedItems } = await dynamo.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: waiting } }),
    );
    waiting = UnprocessedItems?.[table] ?? [];
  }
};

/** Writes rows of portfolio_valuations, each over the one before it. */
export const putValuations = async (rows: readonly Row[]): Promise<void> => {
  const table = required('portfolioValuationsTable');
  const requests = rows.map((row) => ({ PutRequest: { Item: toItem(row) } }));
  for (const batches of inParts(inParts(requests, rowsPerCall), callsAtOnce))
    await Promise.all(batches.map((batch) => putBatch(table, batch)));
};
