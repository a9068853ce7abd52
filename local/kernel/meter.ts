import { PRICE_REGION, type Price, prices } from './prices.ts';

/** What is counted, by AWS's billing dimensions. Prices live in `prices.ts`. */
export type Dimension =
  | 'dynamodb.wru'
  | 'dynamodb.rru'
  | 'lambda.requests'
  | 'lambda.gbSeconds'
  | 'events.published'
  | 'sqs.requests'
  | 'states.transitions'
  | 'apigateway.requests'
  | 'apigateway.messages'
  | 'kms.requests'
  | 'secrets.requests'
  | 'ses.emails'
  | 'sns.messages'
  | 's3.puts'
  | 's3.gets'
  | 'logs.bytes'
  | 'scheduler.invocations'
  | 'cognito.requests';

/** Counts usage, and says for whom: `detail` names the table, function, queue or bus. */
export interface Meter {
  readonly add: (dimension: Dimension, amount: number, detail: string) => void;
}

/** One line of the bill. Quantities are decimal strings; money is in picodollars (10⁻¹² USD) and as a decimal string. */
export interface MeterRow {
  readonly dimension: Dimension;
  readonly detail: string;
  readonly quantity: string;
  readonly unit: string;
  readonly picoUsd: bigint;
  readonly usd: string;
}

/** The bill so far: by detail, by dimension, in total. */
export interface MeterReport {
  readonly region: string;
  readonly rows: readonly MeterRow[];
  readonly byDimension: readonly MeterRow[];
  readonly totalPicoUsd: bigint;
  readonly totalUsd: string;
}

/** A meter that can be read. */
export interface Ledger extends Meter {
  readonly report: () => MeterReport;
  /** Starts again from nothing, for a benchmark that measures one stretch. */
  readonly reset: () => void;
}

/** Quantities are kept in millionths: half a read unit and a millisecond of a gigabyte are exact. */
const MICRO = 1_000_000n;
const PICO = 1_000_000_000_000n;

const scaled = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * PICO + BigInt(fraction.padEnd(12, '0'));
};

const decimal = (value: bigint, unit: bigint, digits: number): string => {
  const step = unit / 10n ** BigInt(digits);
  const rounded = (value + step / 2n) / step;
  const padded = rounded.toString().padStart(digits + 1, '0');
  return digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
};

/** Picodollars as US dollars with six decimals, half up. */
export const formatUsd = (picoUsd: bigint): string => decimal(picoUsd, PICO, 6);

const costOf = (micros: bigint, price: Price): bigint =>
  (micros * scaled(price.usd)) / (price.per * MICRO);

const rowOf = (dimension: Dimension, detail: string, micros: bigint): MeterRow => {
  const price = prices[dimension];
  const picoUsd = costOf(micros, price);
  const quantity = decimal(micros, MICRO, 6).replace(/\.?0+$/, '');
  return { dimension, detail, quantity, unit: price.unit, picoUsd, usd: formatUsd(picoUsd) };
};

/** A meter that counts in memory and prices at AWS list prices. */
export const createMeter = (): Ledger => {
  const counts = new Map<Dimension, Map<string, bigint>>();
  const report = (): MeterReport => {
    const dimensions = [...counts].sort(([a], [b]) => a.localeCompare(b));
    const byDimension = dimensions.map(([dimension, details]) =>
      rowOf(
        dimension,
        '',
        [...details.values()].reduce((a, b) => a + b, 0n),
      ),
    );
    const rows = dimensions.flatMap(([dimension, details]) =>
      [...details].map(([detail, micros]) => rowOf(dimension, detail, micros)),
    );
    const totalPicoUsd = byDimension.reduce((sum, row) => sum + row.picoUsd, 0n);
    return {
      region: PRICE_REGION,
      rows,
      byDimension,
      totalPicoUsd,
      totalUsd: formatUsd(totalPicoUsd),
    };
  };
  return {
    add: (dimension, amount, detail) => {
      const details = counts.get(dimension) ?? new Map<string, bigint>();
      counts.set(dimension, details);
      details.set(detail, (details.get(detail) ?? 0n) + BigInt(Math.round(amount * 1_000_000)));
    },
    report,
    reset: () => counts.clear(),
  };
};

/** The bill as a table of fixed columns, one line for each dimension and the total below. */
export const printMeter = (report: MeterReport): string => {
  const lines = report.byDimension.map((row) => [row.dimension, row.quantity, row.unit, row.usd]);
  const table = [
    ['dimension', 'quantity', 'unit', 'USD'],
    ...lines,
    ['total', '', `at ${report.region} list prices`, report.totalUsd],
  ];
  const width = (column: number) => Math.max(...table.map((line) => (line[column] ?? '').length));
  const [first, second, third, fourth] = [width(0), width(1), width(2), width(3)];
  return table
    .map(([a = '', b = '', c = '', d = '']) =>
      `${a.padEnd(first)}  ${b.padStart(second)}  ${c.padEnd(third)}  ${d.padStart(fourth)}`.trimEnd(),
    )
    .join('\n');
};
