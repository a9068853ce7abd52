import { parseArgs } from 'node:util';
import { runCommand, wholeOption } from '../support/command-line.ts';
import { parts, type Sizes, type Tables } from './parts.ts';
import { keep } from './record.ts';

const usage = `npm run bench -- [part …] [options]

  What commands cost by consumed capacity, what bundles weigh and take to load, and how fast the whole is. Without a
  part all are run. Figures go to docs/benchmarks.json too; request units, bytes and USD are gated by tests, times are
  only reported.

  parts: ${Object.keys(parts).join(', ')}

  --customers N   with gold, in valuations (default 100000)
  --alerts N      standing, in alerts (default 100000)
  --members N     of the pool (default 10000)
  --pages N       that listen, in live (default 1000)
  --rebuilt N     customers whose rows are rebuilt, in rebuild (default 20000)
  --dry           print only, keep docs/benchmarks.json as it is
  --help          this text`;

const readOptions = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      customers: { type: 'string', default: '100000' },
      alerts: { type: 'string', default: '100000' },
      members: { type: 'string', default: '10000' },
      pages: { type: 'string', default: '1000' },
      rebuilt: { type: 'string', default: '20000' },
      dry: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const sizeOf = (name: keyof Sizes) => wholeOption(name, values[name]);
  const unknown = positionals.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) throw new RangeError(`There is no part "${unknown}".`);
  const sizes: Sizes = {
    customers: sizeOf('customers'),
    alerts: sizeOf('alerts'),
    members: sizeOf('members'),
    pages: sizeOf('pages'),
    rebuilt: sizeOf('rebuilt'),
  };
  return { ...values, sizes, names: positionals };
};

const tell = (title: string, tables: Tables): void => {
  console.log(`\n${title}\n`);
  for (const rows of Object.values(tables)) console.table(rows);
};

const main = async (): Promise<number> => {
  const { help, dry, sizes, names } = readOptions();
  if (help) {
    console.log(usage);
    return 0;
  }
  for (const [name, { title, run }] of Object.entries(parts)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.error(`measuring ${name}…`);
    const tables = await run(sizes);
    tell(title, tables);
    if (!dry) keep(name, tables);
  }
  return 0;
};

// What cannot be measured is a failure, not a mistyped option.
await runCommand(usage, main, 1);
