import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { call } from '../api/client.ts';
import type { Candle, Candles } from '../api/types.ts';
import { platformNowMs } from '../live/clock.ts';
import { price } from '../live/state.ts';
import { drawn } from '../money/decimal.ts';
import { pricePerGram } from '../money/format.ts';
import { Card, Empty } from '../parts/basics.tsx';
import { Segments } from '../parts/fields.tsx';
import { type CandlePoint, Chart, type Drawing, WaitingChart } from './chart.tsx';

type Range = 'hours' | 'days' | 'years';

const hourMs = 3_600_000;
interface Asked {
  readonly interval: Candles['interval'];
  readonly reachMs: number;
  /** How wide a candle is drawn. */
  readonly seconds: number;
}

/** What each range asks for: candles that are wide enough to be seen, and few enough to be drawn. */
const ranges: Readonly<Record<Range, Asked>> = {
  hours: { interval: '1m', reachMs: 3 * hourMs, seconds: 300 },
  days: { interval: '1h', reachMs: 7 * 24 * hourMs, seconds: 3_600 },
  years: { interval: '1d', reachMs: 365 * 24 * hourMs, seconds: 86_400 },
};
const candlesMax = '500';
const candlesMin = 8;

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1_000);

const pointOf = ({ startsAt, open, high, low, close }: Candle): CandlePoint => ({
  at: secondsOf(startsAt),
  open: drawn(open),
  high: drawn(high),
  low: drawn(low),
  close: drawn(close),
});

/** So many neighbouring candles as one: what few prices a minute has makes no candle to be seen. */
const joined = (candles: readonly CandlePoint[], seconds: number): readonly CandlePoint[] => {
  const buckets = Map.groupBy(candles, ({ at }) => at - (at % seconds));
  return [...buckets].map(([at, parts]) => ({
    at,
    open: parts[0]?.open ?? 0,
    high: Math.max(...parts.map(({ high }) => high)),
    low: Math.min(...parts.map(({ low }) => low)),
    close: parts.at(-1)?.close ?? 0,
  }));
};

/** One price that stands for all its time, as a month's mean of the imported history does. */
const isFlat = ({ high, low }: CandlePoint): boolean => high === low;

/** Candles, or a line while there are too few of them, or most are no candles to be seen. */
const drawingOf = (candles: readonly CandlePoint[], range: Range): Drawing => {
  const wide = joined(candles, ranges[range].seconds);
  const flat = wide.filter(isFlat).length;
  return wide.length < candlesMin || flat * 2 > wide.length
    ? { kind: 'area', points: candles.map(({ at, close }) => ({ at, value: close })) }
    : { kind: 'candles', candles: wide };
};

/** The candles, the last of them moved on by the price that is newer than it. */
const withNow = (
  candles: readonly CandlePoint[],
  spot: number | undefined,
): readonly CandlePoint[] => {
  const last = candles.at(-1);
  if (last === undefined || spot === undefined) return candles;
  const moved = {
    ...last,
    close: spot,
    high: Math.max(last.high, spot),
    low: Math.min(last.low, spot),
  };
  return [...candles.slice(0, -1), moved];
};

/** The price of gold over time, moving with the market. */
export const PriceChart = () => {
  const range = useSignal<Range>('hours');
  const candles = useSignal<readonly CandlePoint[] | undefined>(undefined);
  const minute = useComputed(() => price.value?.updatedAt.slice(0, 16));
  useSignalEffect(() => {
    const asked = range.value;
    // Asked again once a minute: that is when a candle begins.
    minute.value;
    const { interval, reachMs } = ranges[asked];
    const from = new Date(platformNowMs() - reachMs).toISOString();
    call('GET /v1/market/prices', { parameters: { interval, from, limit: candlesMax } }).then(
      ({ items }) => {
        if (range.peek() === asked) candles.value = items.map(pointOf);
      },
      () => {
        candles.value ??= [];
      },
    );
  });
  const spot = price.value === undefined ? undefined : drawn(price.value.spot);
  const shown = candles.value === undefined ? undefined : withNow(candles.value, spot);
  return (
    <Card
      title="Gold per gram"
      aside={
        <Segments
          label="Range of the price chart"
          value={range}
          options={[
            ['hours', '3H'],
            ['days', '1W'],
            ['years', '1Y'],
          ]}
          onChange={() => {
            candles.value = undefined;
          }}
        />
      }
    >
      {shown === undefined && <WaitingChart />}
      {shown?.length === 0 && <Empty icon="trade" title="No prices in this range yet" />}
      {shown !== undefined && shown.length > 0 && (
        <Chart
          drawing={drawingOf(shown, range.value)}
          says={`The gold price over time; now ${price.value === undefined ? 'unknown' : pricePerGram(price.value.spot)} per gram.`}
        />
      )}
    </Card>
  );
};
