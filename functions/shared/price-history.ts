import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Candle, Interval } from '../../domain/market/candles.ts';
import type { PricePoint } from '../../domain/portfolio/what-if.ts';
import { priceFromWire } from '../../domain/shared/price.ts';
import { required } from './env.ts';
import { partitionOf } from './price-rows.ts';
import { type Row, toRow } from './rows.ts';
import { dynamo } from './store/client.ts';

export interface CandleRange {
  readonly currency: string;
  readonly interval: Interval;
  /** Candles that start at or after this instant … */
  readonly from?: string;
  /** … and at or before this one. */
  readonly to?: string;
  readonly limit?: number;
  /** Only what comes after the candle that starts at this instant. */
  readonly after?: string;
  readonly newestFirst?: true;
}

interface Page<Item> {
  readonly items: readonly Item[];
  /** The start of the last candle when there may be more behind it. */
  readonly last: string | undefined;
}

type Key = Readonly<Record<string, AttributeValue>>;

const pageOf = async (
  { currency, interval, from, to, limit, after, newestFirst }: CandleRange,
  fields?: readonly string[],
  start?: Key,
): Promise<{ readonly rows: readonly Row[]; readonly next: Key | undefined }> => {
  // Just behind a start there is no other: '!' sorts before all that instants are made of.
  const lower = after === undefined ? (from ?? '0') : `${after}!`;
  const names = Object.fromEntries((fields ?? []).map((name, index) => [`#f${index}`, name]));
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new QueryCommand({
      TableName: required('marketPricesTable'),
      KeyConditionExpression: 'pk = :partition AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':partition': { S: partitionOf(currency, interval) },
        ':from': { S: lower },
        ':to': { S: to ?? '9999' },
      },
      ...(fields === undefined
        ? {}
        : {
            ProjectionExpression: Object.keys(names).join(', '),
            ExpressionAttributeNames: names,
          }),
      ScanIndexForward: newestFirst !== true,
      Limit: limit,
      ExclusiveStartKey: start,
    }),
  );
  return { rows: Items.map(toRow), next: LastEvaluatedKey };
};

const priceIn = (row: Row, name: string): bigint => priceFromWire(`${row[name]}`);

const candleOf = (row: Row): Candle => ({
  startsAt: `${row['sk']}`,
  open: priceIn(row, 'open'),
  openedAt: `${row['openedAt']}`,
  high: priceIn(row, 'high'),
  low: priceIn(row, 'low'),
  close: priceIn(row, 'close'),
  closedAt: `${row['closedAt']}`,
  count: Number(row['count']),
});

/** The candles of a range, oldest first unless asked otherwise: one query for up to 1 MB of them, some 5,000. */
export const candles = async (range: CandleRange): Promise<Page<Candle>> => {
  const isEmpty =
    (range.from ?? '') > (range.to ?? '9999') || (range.after ?? '') >= (range.to ?? '9999');
  if (isEmpty) return { items: [], last: undefined };
  const { rows, next } = await pageOf(range);
  return { items: rows.map(candleOf), last: next?.['sk']?.S };
};

const closeFields = ['sk', 'close'];

/**
 * The closing price of every day (or month, where history has only those) of a range of days ("1970-01-01"), oldest
 * first. One query holds some 5,000 days.
 */
export const dailyCloses = async (
  currency: string,
  { from, to }: { readonly from?: string; readonly to?: string } = {},
): Promise<readonly PricePoint[]> => {
  const points: PricePoint[] = [];
  if ((from ?? '') > (to ?? '9999')) return points;
  const range: CandleRange = {
    currency,
    interval: '1d',
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to: `${to}T99` }),
  };
  let start: Key | undefined;
  do {
    const { rows, next } = await pageOf(range, closeFields, start);
    for (const row of rows)
      points.push({ day: `${row['sk']}`.slice(0, 10), pricePerGram: priceIn(row, 'close') });
    start = next;
  } while (start !== undefined);
  return points;
};

interface Seen {
  readonly pricePerGram: bigint;
  readonly at: string;
}

/** What had been seen of a candle by an instant. */
const seenBy = ({ open, openedAt, close, closedAt }: Candle, at: string): Seen | undefined => {
  if (closedAt <= at) return { pricePerGram: close, at: closedAt };
  return openedAt <= at ? { pricePerGram: open, at: openedAt } : undefined;
};

const lastSeen = async (
  currency: string,
  interval: Interval,
  at: string,
): Promise<Seen | undefined> => {
  // The candle of the moment may have begun after it: then the one before it tells.
  const { items } = await candles({ currency, interval, to: at, limit: 2, newestFirst: true });
  return items.map((candle) => seenBy(candle, at)).find((seen) => seen !== undefined);
};

/**
 * The price that was known at an instant (ISO 8601, milliseconds), to the minute where minutes are kept and to the day
 * or month of history before; undefined before history begins. Never a price that came later. Two queries.
 */
export const priceAt = async (currency: string, at: string): Promise<Seen | undefined> => {
  const seen = await Promise.all(
    (['1m', '1d'] as const).map((interval) => lastSeen(currency, interval, at)),
  );
  return seen
    .filter((one) => one !== undefined)
    .reduce<Seen | undefined>(
      (best, one) => (best === undefined || one.at > best.at ? one : best),
      undefined,
    );
};
