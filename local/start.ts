import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments, usage } from './start/arguments.ts';
import { lastWords } from './start/report.ts';
import { type Running, run } from './start/run.ts';

/** `npm start`: the whole platform in this process. */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** npm hands a Ctrl-C on beside the terminal: two within this time are one. */
const echoSeconds = 0.5;

let running: Running | undefined;
let errorLog: string | undefined;
let stoppingSince: number | undefined;

const fail = (error: unknown): never => {
  console.error(`\n${lastWords(error, errorLog)}`);
  return process.exit(1);
};

const stop = async (): Promise<void> => {
  if (stoppingSince !== undefined) {
    if (process.uptime() - stoppingSince > echoSeconds) process.exit(130);
    return;
  }
  stoppingSince = process.uptime();
  if (running === undefined) process.exit(130);
  console.log('\nStopping; once more stops at once.\n');
  await running.close();
  console.log(running.bill());
  process.exit(0);
};

process.on('uncaughtException', fail);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void stop().catch(fail));

try {
  const { help, ...wanted } = readArguments(process.argv.slice(2), process.env);
  if (help) {
    console.log(usage);
    process.exit(0);
  }
  running = await run({
    ...wanted,
    root,
    home: resolve(process.env['ASSAY_HOME'] || join(root, '.local')),
    dynamoEndpoint: process.env['AWS_ENDPOINT_URL_DYNAMODB'] || undefined,
    say: (line) => console.log(line),
    onError: (error) => console.error(lastWords(error, errorLog)),
    elapsedSeconds: () => process.uptime(),
    onHome: (home) => {
      errorLog = home.errorLog;
    },
  });
} catch (error) {
  fail(error);
}
