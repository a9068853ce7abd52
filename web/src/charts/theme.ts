import type { ChartOptions, DeepPartial } from 'lightweight-charts';
import { onAxis } from '../money/format.ts';

const styleOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The chart in the colours of the page, as they are now. */
export const chartOptions = (): DeepPartial<ChartOptions> => ({
  autoSize: true,
  layout: {
    background: { color: 'transparent' },
    textColor: styleOf('--ink-soft'),
    fontFamily: styleOf('--font'),
    fontSize: 12,
    // It would bring an inline style. The page names the maker below its charts.
    attributionLogo: false,
  },
  grid: { vertLines: { visible: false }, horzLines: { color: styleOf('--line') } },
  rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.12, bottom: 0.08 } },
  timeScale: { borderVisible: false, timeVisible: true, fixLeftEdge: true, fixRightEdge: true },
  crosshair: {
    horzLine: { labelBackgroundColor: styleOf('--gold-strong') },
    vertLine: { labelBackgroundColor: styleOf('--gold-strong') },
  },
  handleScroll: { vertTouchDrag: false },
  // Its own locale is the browser's word, which need not be one; the page's is what Intl made of that.
  localization: {
    priceFormatter: onAxis,
    locale: new Intl.NumberFormat().resolvedOptions().locale,
  },
});

export const areaColours = () => ({
  lineColor: styleOf('--gold'),
  topColor: styleOf('--gold-veil'),
  bottomColor: 'transparent',
});

export const lineColours = () => ({ color: styleOf('--ink-faint') });

export const candleColours = () => ({
  upColor: styleOf('--gain'),
  wickUpColor: styleOf('--gain'),
  downColor: styleOf('--loss'),
  wickDownColor: styleOf('--loss'),
  borderVisible: false,
});
