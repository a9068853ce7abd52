import { parseArgs } from 'node:util';
import { openPlatform } from '../e2e/platform.ts';
import { runCommand, wholeOption } from '../support/command-line.ts';
import { fuzz } from './fuzz.ts';

const usage = `npm run fuzz -- [options]

  Sends hostile requests of every route, by everybody, and hostile webhooks. None may be answered with 5xx, every refusal
  is a problem document with a code, changes nothing and tells nothing of others.

  --seed N      the first seed (default 1)
  --seeds N     how many seeds, one after the other (default 1)
  --requests N  requests of each (default 2000)
  --help        this text

  Ends with 1 when something did not hold; the seed and the request are printed.`;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      requests: { type: 'string', default: '2000' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    help: values.help,
    seed: wholeOption('seed', values.seed),
    seeds: wholeOption('seeds', values.seeds),
    requests: wholeOption('requests', values.requests),
  };
};

const main = async (): Promise<number> => {
  const { help, seed: first, seeds, requests } = readOptions();
  if (help) {
    console.log(usage);
    return 0;
  }
  let wrong = 0;
  for (let seed = first; seed < first + seeds; seed++) {
    const platform = await openPlatform();
    const { byStatus, codes, faults } = await fuzz(platform, seed, requests);
    await platform.stop();
    console.log(
      `seed ${seed}: ${requests} requests ${JSON.stringify(byStatus)}, ${codes.length} codes`,
    );
    for (const fault of faults) console.log(`WRONG  ${fault}`);
    wrong += faults.length;
  }
  return wrong === 0 ? 0 : 1;
};

await runCommand(usage, main);
