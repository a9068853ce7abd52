import type { IChartApi, Time } from 'lightweight-charts';
import { useEffect, useRef } from 'preact/hooks';
import { Waiting } from '../parts/basics.tsx';
import { theme } from '../theme.ts';
import { areaColours, candleColours, chartOptions, lineColours } from './theme.ts';

export interface Point {
  /** Seconds since 1970. */
  readonly at: number;
  readonly value: number;
}

export interface CandlePoint {
  readonly at: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

export type Drawing =
  | { readonly kind: 'candles'; readonly candles: readonly CandlePoint[] }
  | {
      readonly kind: 'area';
      readonly points: readonly Point[];
      /** A thin line beside it, such as what was paid. */
      readonly beside?: readonly Point[];
    };

type Library = typeof import('lightweight-charts');

const timed = <Drawn extends { readonly at: number }>(points: readonly Drawn[]) =>
  points.map(({ at, ...rest }) => ({ ...rest, time: at as Time }));

/** Draws, and returns what draws again with newer data. */
const draw = (library: Library, chart: IChartApi, kind: Drawing['kind']) => {
  if (kind === 'candles') {
    const series = chart.addSeries(library.CandlestickSeries, candleColours());
    return (drawing: Drawing) =>
      drawing.kind === 'candles' && series.setData(timed(drawing.candles));
  }
  const quiet = { priceLineVisible: false, lastValueVisible: false } as const;
  const beside = chart.addSeries(library.LineSeries, {
    ...lineColours(),
    ...quiet,
    lineWidth: 1,
    lineStyle: library.LineStyle.Dashed,
    crosshairMarkerVisible: false,
  });
  const series = chart.addSeries(library.AreaSeries, {
    ...areaColours(),
    ...quiet,
    lineWidth: 2,
  });
  return (drawing: Drawing) => {
    if (drawing.kind !== 'area') return;
    series.setData(timed(drawing.points));
    beside.setData(timed(drawing.beside ?? []));
  };
};

/** A chart; `says` tells what it shows to whoever does not see it. */
export const Chart = ({
  drawing,
  says,
  tall = false,
}: {
  readonly drawing: Drawing;
  readonly says: string;
  readonly tall?: boolean;
}) => {
  const place = useRef<HTMLDivElement>(null);
  const newest = useRef(drawing);
  const redraw = useRef<((drawing: Drawing) => void) | undefined>(undefined);
  newest.current = drawing;
  const shownTheme = theme.value;
  useEffect(() => {
    let chart: IChartApi | undefined;
    let gone = false;
    void import('lightweight-charts').then((library) => {
      if (gone || place.current === null || shownTheme === undefined) return;
      chart = library.createChart(place.current, chartOptions());
      redraw.current = draw(library, chart, newest.current.kind);
      redraw.current(newest.current);
      chart.timeScale().fitContent();
    });
    return () => {
      gone = true;
      redraw.current = undefined;
      chart?.remove();
    };
  }, [drawing.kind, shownTheme]);
  useEffect(() => redraw.current?.(drawing), [drawing]);
  return (
    <div ref={place} class={tall ? 'chart chart-tall' : 'chart'} role="img" aria-label={says} />
  );
};

/** In the place of a chart, and as high, until its figures are there. */
export const WaitingChart = () => (
  <div class="chart">
    <Waiting lines={5} />
  </div>
);

export const ChartCredit = () => (
  <p class="chart-credit">
    Charts by{' '}
    <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
      TradingView
    </a>
  </p>
);
