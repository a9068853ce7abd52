import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runCommand, wholeOption } from '../support/command-line.ts';
import { campaign } from './campaign.ts';
import type { Prelude } from './prelude.ts';
import { shrink } from './shrink.ts';
import type { Outcome } from './simulate.ts';
import { usualRates } from './weather.ts';
import { inWorld } from './world.ts';

const usage = `npm run simulate -- [options]

  Runs the whole platform in virtual time under seeded faults, and checks that every number adds up.

  --seed N      the first seed (default 1)
  --seeds N     how many seeds, one after the other (default 1)
  --steps N     steps of each: somebody acts, or time moves to what is due next (default 500)
  --hours H     go on with fresh seeds for so long instead (0.5 is half an hour)
  --jobs N      processes at once (default: one for each core)
  --trace       print every line of the run
  --no-shrink   do not cut a failing run down to its shortest story
  --help        this text

  Ends with 1 when something did not add up; the seed printed then replays it exactly.`;

const shrinkTriesMax = 150;

const hoursOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\d{1,4}(\.\d{1,4})?$/.test(text) && Number(text) > 0) return Number(text);
  throw new RangeError(`--hours takes a number such as 0.5 or 12, not "${text}".`);
};

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      steps: { type: 'string', default: '500' },
      hours: { type: 'string' },
      jobs: { type: 'string', default: `${availableParallelism()}` },
      trace: { type: 'boolean', default: false },
      'no-shrink': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    help: values.help,
    trace: values.trace,
    shrinks: !values['no-shrink'],
    seed: wholeOption('seed', values.seed),
    seeds: wholeOption('seeds', values.seeds),
    steps: wholeOption('steps', values.steps),
    jobs: wholeOption('jobs', values.jobs),
    hours: hoursOf(values.hours),
  };
};

type Options = ReturnType<typeof readOptions>;

function* seedsOf({ seed, seeds, hours }: Options): Generator<number> {
  for (let next = seed; hours !== undefined || next < seed + seeds; next++) yield next;
}

const faultsOf = ({ injected }: Outcome): string =>
  Object.entries(injected)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

const tell = (outcome: Outcome, { trace }: Options): void => {
  const { seed, steps, lines, wrong, hash } = outcome;
  const verdict = wrong.length === 0 ? 'holds' : 'DOES NOT HOLD';
  console.log(`seed ${seed}: ${verdict} · ${steps} steps, ${lines} acts · ${hash.slice(0, 16)}`);
  if (trace) console.log(`${outcome.trace.join('\n')}\nfaults: ${faultsOf(outcome)}`);
  for (const each of wrong.slice(0, 10)) console.log(`  ${each}`);
};

const run = async (options: Options, prelude: Prelude): Promise<boolean> => {
  const started = performance.now();
  const untilMs =
    options.hours === undefined ? undefined : performance.now() + options.hours * 3_600_000;
  const { seeds, steps, failed } = await campaign({
    prelude,
    seeds: seedsOf(options),
    steps: options.steps,
    jobs: Math.min(options.jobs, options.hours === undefined ? options.seeds : options.jobs),
    ...(untilMs === undefined ? {} : { until: () => performance.now() > untilMs }),
    onOutcome: (outcome) => tell(outcome, options),
  });
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(`\n${seeds} seeds, ${steps} steps in ${seconds} s: ${failed.length} do not hold`);
  const [first] = failed;
  if (first !== undefined && options.shrinks) {
    console.log(`\nCutting seed ${first.seed} down to its shortest story…`);
    const { outcome, script, tries } = await shrink({
      prelude,
      outcome: first,
      rates: usualRates,
      triesMax: shrinkTriesMax,
    });
    console.log(`${script.length} of ${first.lines} acts are enough (${tries} runs):\n`);
    console.log([...outcome.trace, '', ...outcome.wrong.slice(0, 5)].join('\n'));
  }
  return failed.length === 0;
};

const main = async (): Promise<number> => {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return 0;
  }
  console.log('Preparing the world…');
  return inWorld(async ({ prelude }) => ((await run(options, prelude)) ? 0 : 1));
};

await runCommand(usage, main);
