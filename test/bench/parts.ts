import { alerts } from './alerts.ts';
import { bill } from './bill.ts';
import { bundles } from './bundles.ts';
import { commands } from './commands.ts';
import { live } from './live.ts';
import { poolMembers } from './pool-members.ts';
import { purchases } from './purchases.ts';
import { rebuilds } from './rebuild.ts';
import { ratiosOf, sideBySide } from './side-by-side/side-by-side.ts';
import { valuations } from './valuations.ts';
import { whatIf } from './what-if.ts';
import { withdrawals } from './withdrawals.ts';

/** How large the worlds are that parts measure in. */
export interface Sizes {
  readonly customers: number;
  readonly alerts: number;
  readonly members: number;
  readonly pages: number;
  readonly rebuilt: number;
}

export type Row = Readonly<Record<string, string | number>>;
/** Tables by name, as they are printed and recorded. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** One part of the benchmark: what it measures and against which budget, and how. */
export interface Part {
  readonly title: string;
  readonly run: (sizes: Sizes) => Promise<Tables>;
}

const lengths = [1, 200, 5_000];

const beside = async (): Promise<Tables> => {
  const measures = await sideBySide(lengths);
  return { measures: measures.map((each) => ({ ...each })), ratios: ratiosOf(measures) };
};

const holders = async ({ customers }: Sizes): Promise<Tables> => {
  const { tick, refresh, ...world } = await valuations(customers);
  const { perSecond, usdPerMillionCustomers } = refresh;
  return {
    world: [world],
    work: [tick, refresh].map(({ what, ms, usd, bill }) => ({ what, ms, usd, ...bill })),
    refresh: [{ perSecond, usdPerMillionCustomers: Number(usdPerMillionCustomers.toFixed(2)) }],
  };
};

export const parts: Readonly<Record<string, Part>> = {
  commands: {
    title:
      'Request units of a command (budget: command 1, purchase 4, deposit with its guard 4; reads 1)',
    run: async () => ({ commands: await commands(lengths) }),
  },
  'side-by-side': {
    title:
      'One wallet’s purchases in three stores, the ratios as multiples of this platform’s (castore on the same DynamoDB engine)',
    run: beside,
  },
  bundles: {
    title: 'Handlers: bytes minified (budget 200,000) and milliseconds to load (budget 80)',
    run: async () => ({ bundles: bundles() }),
  },
  bill: {
    title:
      'A deposit, a purchase and a sale alone in virtual time, USD without compute time and mails (the same in each run)',
    run: async () => ({ bill: await bill() }),
  },
  purchases: {
    title:
      'Purchases through every layer (budget: 200/s, p99 250 ms, read lag p99 500 ms, 17 USD a million)',
    run: async () => {
      const { summary, bill } = await purchases();
      return { summary: [summary], bill };
    },
  },
  withdrawals: {
    title: 'Money out, each (budget: 3 transitions by itself, 5 with an approval)',
    run: async () => ({ withdrawals: await withdrawals() }),
  },
  pool: {
    title: 'A pool, for each member (budget: allocated within 120 s, for 3 WRU of the ledger)',
    run: async ({ members }) => ({ pool: await poolMembers(members) }),
  },
  valuations: {
    title: 'Holders of gold (budget: a price within 1 s, the refresh of all at 5,000/s)',
    run: holders,
  },
  rebuild: {
    title: 'A read table rebuilt, each event (budget: 20,000 events/s per core)',
    run: async ({ rebuilt }) => ({ rebuild: await rebuilds(rebuilt) }),
  },
  alerts: {
    title: 'A price among alerts (budget: the same units however many stand)',
    run: async (sizes) => ({ alerts: await alerts(sizes.alerts) }),
  },
  'what-if': {
    title: 'A what-if over every day since 1970 (budget: 200 ms)',
    run: async () => ({ whatIf: [await whatIf()] }),
  },
  live: {
    title: 'A price to every page that listens (budget: 1,000 within a second)',
    run: async ({ pages }) => ({ live: [await live(pages)] }),
  },
};
