import type { Job } from './campaign.ts';
import { scriptOf } from './script.ts';
import { type Outcome, simulate } from './simulate.ts';
import { usualRates } from './weather.ts';

/** A run that breaks off has found something as well. */
const brokenOff = ({ seed, steps }: Job, error: unknown): Outcome => ({
  seed,
  steps,
  wrong: [`the run broke off: ${error instanceof Error ? error.message : error}`],
  lines: 0,
  hash: '',
  trace: [],
  injected: {},
});

const play = async (job: Job): Promise<Outcome> => {
  const { prelude, seed, steps } = job;
  const script = scriptOf(seed, prelude.customers.length);
  try {
    return await simulate({ prelude, seed, steps, script, rates: usualRates });
  } catch (error) {
    return brokenOff(job, error);
  }
};

/** Plays the seeds that the parent process sends, one at a time, and sends back what came of each. */
process.on('message', async (job: Job) => process.send?.(await play(job)));
process.on('disconnect', () => process.exit());
