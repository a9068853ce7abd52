import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { call } from '../api/client.ts';
import type { ValuePoint } from '../api/types.ts';
import { platformNowMs } from '../live/clock.ts';
import { goldValue, holdings, wallet } from '../live/state.ts';
import { drawn, isZero } from '../money/decimal.ts';
import { money } from '../money/format.ts';
import { Segments } from '../parts/fields.tsx';
import { Chart, type Point, WaitingChart } from './chart.tsx';

type Drawn = Pick<ValuePoint, 'at' | 'value' | 'invested'>;
type Range = 'day' | 'week' | 'month' | 'year' | 'all';

const dayMs = 86_400_000;
const reaches: Readonly<Record<Range, number | undefined>> = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  year: 365 * dayMs,
  all: undefined,
};

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1_000);

/** Points in time order, one a second: what the chart takes. */
const series = (points: readonly Drawn[], field: 'value' | 'invested'): Point[] => {
  const bySecond = new Map(points.map((point) => [secondsOf(point.at), drawn(point[field])]));
  return [...bySecond].sort(([a], [b]) => a - b).map(([at, value]) => ({ at, value }));
};

/** From the last moment without gold on: what came before is no history. */
const sinceHeld = (points: readonly Drawn[]): readonly Drawn[] => {
  const first = points.findIndex(({ value }) => !isZero(value));
  return first < 0 ? points : points.slice(Math.max(0, first - 1));
};

/** What the gold was worth over time, beside what was paid for it. */
export const ValueChart = () => {
  const range = useSignal<Range>('all');
  const points = useSignal<readonly Drawn[] | undefined>(undefined);
  const version = useComputed(() => wallet.value?.version);
  useSignalEffect(() => {
    const asked = range.value;
    // A change of the wallet changes the history.
    version.value;
    const reach = reaches[asked];
    const from = reach === undefined ? undefined : new Date(platformNowMs() - reach).toISOString();
    call('GET /v1/portfolio/history', { parameters: from === undefined ? {} : { from } }).then(
      (history) => {
        if (range.peek() === asked) points.value = history.points;
      },
      () => {
        points.value ??= [];
      },
    );
  });
  const now = goldValue.value;
  const held = holdings.value;
  const known = points.value;
  const last =
    now === undefined || held === undefined
      ? []
      : [{ at: new Date(platformNowMs()).toISOString(), value: now, invested: held.costBasis }];
  const all = known === undefined ? undefined : [...sinceHeld(known), ...last];
  return (
    <>
      {all === undefined ? (
        <WaitingChart />
      ) : (
        <Chart
          drawing={{ kind: 'area', points: series(all, 'value'), beside: series(all, 'invested') }}
          says={`The value of your gold over time; now ${now === undefined ? 'unknown' : money(now)}.`}
        />
      )}
      <Segments
        label="Range of the value chart"
        value={range}
        options={[
          ['day', '1D'],
          ['week', '1W'],
          ['month', '1M'],
          ['year', '1Y'],
          ['all', 'All'],
        ]}
        onChange={() => {
          points.value = undefined;
        }}
      />
    </>
  );
};
