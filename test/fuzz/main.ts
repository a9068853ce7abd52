import { parseArgs } from 'node:util';
import { openPlatform } from '../e2e/platform.ts';
import { fuzz } from './fuzz.ts';

const usage = `npm run fuzz -- [options]

  Sends hostile requests of every route, by everybody, and hostile webhooks. None may be answered with 5xx, every refusal
  is a problem document with a code, changes nothing and tells nothing of others.

  --seed N      the first seed (default 1)
  --seeds N     how many seeds, one after the other (default 1)
  --requests N  requests of each (default 2000)
  --help        this text

  Ends with 1 when something did not hold; the seed and the request are printed.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    requests: { type: 'string', default: '2000' },
    help: { type: 'boolean', default: false },
  },
});
const numbers = [values.seed, values.seeds, values.requests].map(Number);
const areRight = numbers.every((number) => Number.isInteger(number) && number > 0);

const run = async (first: number, seeds: number, requests: number): Promise<void> => {
  for (let seed = first; seed < first + seeds; seed++) {
    const platform = await openPlatform();
    const { byStatus, codes, faults } = await fuzz(platform, seed, requests);
    await platform.stop();
    console.log(
      `seed ${seed}: ${requests} requests ${JSON.stringify(byStatus)}, ${codes.length} codes`,
    );
    for (const fault of faults) console.log(`WRONG  ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
};

if (values.help || !areRight) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else await run(...(numbers as [number, number, number]));
