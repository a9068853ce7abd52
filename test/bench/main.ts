import { bundles } from './bundles.ts';
import { commands } from './commands.ts';
import { live } from './live.ts';
import { poolMembers } from './pool-members.ts';
import { purchases } from './purchases.ts';
import { valuations } from './valuations.ts';
import { whatIf } from './what-if.ts';
import { withdrawals } from './withdrawals.ts';

/**
 * `npm run bench`: what commands cost by consumed capacity, and what bundles weigh and take to load. Request units and
 * bytes are deterministic and gated by tests; times are only reported.
 */
console.log(
  '\nRequest units per command (budget: command 1, purchase 4, deposit with its guard 4; reads 1)\n',
);
console.table(await commands([1, 200, 5_000]));
console.log('\nHandlers: bytes minified (budget 200,000) and milliseconds to load (budget 80)\n');
console.table(bundles());

const { summary, bill } = await purchases();
console.log('\nPurchases through every layer (budget: 200/s, p99 250 ms, 17 USD a million)\n');
console.table(summary);
console.table(bill);

console.log('\nMoney out, each (budget: 3 transitions by itself, 5 with an approval)\n');
console.table(await withdrawals());

const members = 10_000;
console.log(
  `\nA pool of ${members}, for each member (budget: allocated within 120 s, for 3 WRU of the ledger)\n`,
);
console.table(await poolMembers(members));

const customers = 100_000;
const { tick, refresh, ...world } = await valuations(customers);
console.log('\nHolders of gold (budget: a price within 1 s, the refresh of all at 5,000/s)\n');
console.table([world]);
console.table([tick, refresh].map(({ what, ms, usd, bill }) => ({ what, ms, usd, ...bill })));
console.log(
  `${refresh.perSecond} customers a second, ${refresh.usdPerMillionCustomers.toFixed(2)} USD a million`,
);

console.log('\nA what-if over every day since 1970 (budget: 200 ms)\n');
console.table([await whatIf()]);

console.log('\nA price to every page that listens (budget: 1,000 within a second)\n');
console.table([await live(1_000)]);
