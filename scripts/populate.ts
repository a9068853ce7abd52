import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAssembly } from '../local/kernel/assembly.ts';
import { createSystemRandom } from '../local/kernel/random.ts';
import { openStorage } from '../local/kernel/storage.ts';
import { resolveTemplates } from '../local/kernel/template.ts';
import { createRealTimeline } from '../local/kernel/timeline.ts';
import { StartError } from '../local/start/arguments.ts';
import { assemblyFolder } from '../local/start/builds.ts';
import { openHome } from '../local/start/home.ts';
import { populate } from './populate/populate.ts';

/** `npm run populate -- --customers 100000`: fills the local world (not a running one) with customers who hold gold. */
const root = join(import.meta.dirname, '..');
const customersMax = 1_000_000;

const { values } = parseArgs({ options: { customers: { type: 'string', default: '1000' } } });
const customers = Number(values.customers);

const run = async (): Promise<void> => {
  if (!Number.isInteger(customers) || customers < 1 || customers > customersMax)
    throw new StartError(`--customers must be 1 to ${customersMax}.`);
  const home = openHome(join(root, '.local'), false);
  const [account, region] = ['000000000000', 'eu-west-1'];
  const { stacks } = readAssembly(await assemblyFolder({ root }));
  const storage = openStorage(home.database);
  const world = {
    timeline: createRealTimeline(),
    random: createSystemRandom(),
    storage,
    meter: { add: () => undefined },
    account,
    region,
  };
  const started = performance.now();
  await populate({
    world,
    resources: resolveTemplates(stacks, { account, region }),
    customers,
    onProgress: (done) => {
      if (done % 10_000 === 0 || done === customers) console.log(`${done} customers`);
    },
  });
  world.timeline.stop();
  storage.close();
  home.release();
  const seconds = (performance.now() - started) / 1_000;
  console.log(`${customers} customers in ${seconds.toFixed(1)} s; start Assay to see them valued.`);
};

run().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
});
