import { parseArgs } from 'node:util';
import { alerts } from './alerts.ts';
import { bundles } from './bundles.ts';
import { commands } from './commands.ts';
import { live } from './live.ts';
import { poolMembers } from './pool-members.ts';
import { purchases } from './purchases.ts';
import { valuations } from './valuations.ts';
import { whatIf } from './what-if.ts';
import { withdrawals } from './withdrawals.ts';

/**
 * `npm run bench`: what commands cost by consumed capacity, what bundles weigh and take to load, and how fast the whole
 * is. Request units and bytes are deterministic and gated by tests; times are only reported. Names of parts run those
 * alone: `npm run bench -- valuations --customers 10000`.
 */
const title = (text: string) => console.log(`\n${text}\n`);

const benchPurchases = async () => {
  title('Purchases through every layer (budget: 200/s, p99 250 ms, 17 USD a million)');
  const { summary, bill } = await purchases();
  console.table(summary);
  console.table(bill);
};

const benchValuations = async (customers: number) => {
  title('Holders of gold (budget: a price within 1 s, the refresh of all at 5,000/s)');
  const { tick, refresh, ...world } = await valuations(customers);
  console.table([world]);
  console.table([tick, refresh].map(({ what, ms, usd, bill }) => ({ what, ms, usd, ...bill })));
  const { perSecond, usdPerMillionCustomers } = refresh;
  console.log(
    `${perSecond} customers a second, ${usdPerMillionCustomers.toFixed(2)} USD a million`,
  );
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    customers: { type: 'string', default: '100000' },
    alerts: { type: 'string', default: '100000' },
    members: { type: 'string', default: '10000' },
    pages: { type: 'string', default: '1000' },
  },
});
const sizeOf = (name: keyof typeof values): number => {
  const size = Number(values[name]);
  if (Number.isInteger(size) && size > 0) return size;
  throw new RangeError(`--${name} must be a whole number`);
};

const parts: Readonly<Record<string, () => Promise<void>>> = {
  commands: async () => {
    title(
      'Request units per command (budget: command 1, purchase 4, deposit with its guard 4; reads 1)',
    );
    console.table(await commands([1, 200, 5_000]));
  },
  bundles: async () => {
    title('Handlers: bytes minified (budget 200,000) and milliseconds to load (budget 80)');
    console.table(bundles());
  },
  purchases: benchPurchases,
  withdrawals: async () => {
    title('Money out, each (budget: 3 transitions by itself, 5 with an approval)');
    console.table(await withdrawals());
  },
  pool: async () => {
    const members = sizeOf('members');
    title(
      `A pool of ${members}, for each member (budget: allocated within 120 s, for 3 WRU of the ledger)`,
    );
    console.table(await poolMembers(members));
  },
  valuations: () => benchValuations(sizeOf('customers')),
  alerts: async () => {
    title('A price among alerts (budget: the same units however many stand)');
    console.table(await alerts(sizeOf('alerts')));
  },
  'what-if': async () => {
    title('A what-if over every day since 1970 (budget: 200 ms)');
    console.table([await whatIf()]);
  },
  live: async () => {
    title('A price to every page that listens (budget: 1,000 within a second)');
    console.table([await live(sizeOf('pages'))]);
  },
};

for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
  const part = parts[name];
  if (part === undefined)
    throw new RangeError(`no part ${name}: one of ${Object.keys(parts).join(', ')}`);
  await part();
}
