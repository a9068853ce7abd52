import { required } from '../../shared/env.ts';
import { goldHoldingColumns } from './wallet-columns.ts';
import { walletTable } from './wallet-rows.ts';

/** gold_holdings: gold, what it cost, and what sales of it gained. */
export const goldHoldings = walletTable(() => required('goldHoldingsTable'), goldHoldingColumns);
