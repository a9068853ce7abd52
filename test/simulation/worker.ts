import type { Job } from './campaign.ts';
import { scriptOf } from './script.ts';
import { simulate } from './simulate.ts';
import { usualRates } from './weather.ts';

/** Plays the seeds that the parent process sends, one at a time, and sends back what came of each. */
process.on('message', async ({ prelude, seed, steps }: Job) => {
  const script = scriptOf(seed, prelude.customers.length);
  process.send?.(await simulate({ prelude, seed, steps, script, rates: usualRates }));
});
process.on('disconnect', () => process.exit());
