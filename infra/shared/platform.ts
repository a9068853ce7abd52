import type { StageConfig } from '../config.ts';
import type { Bundles } from './bundle.ts';
import type { Monitoring } from './monitoring.ts';
import type { Routes } from './routes.ts';

/** What every construct needs to know of the whole. */
export interface Platform {
  readonly config: StageConfig;
  readonly bundles: Bundles;
  readonly monitoring: Monitoring;
  readonly routes: Routes;
}

/** The name of a function, queue or bus, unique in its account: `assay-dev-trading-buy-gold`. */
export const nameOf = (config: StageConfig, ...parts: readonly string[]): string =>
  ['assay', config.stage, ...parts.map((part) => part.replaceAll('/', '-'))].join('-');

/** `trading/buy-gold` → `BuyGold`: the id of what belongs to a handler. */
export const idOf = (handler: string): string =>
  (handler.split('/').at(-1) ?? handler)
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
