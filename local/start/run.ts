import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listen } from '../http/server.ts';
import { createMeter, type Ledger, printMeter } from '../kernel/meter.ts';
import { createSystemRandom } from '../kernel/random.ts';
import { openStorage } from '../kernel/storage.ts';
import { createRealTimeline } from '../kernel/timeline.ts';
import type { World } from '../kernel/world.ts';
import { usualThreads } from '../lambda/threads/threads.ts';
import { createPlatform, type Platform } from '../platform.ts';
import { Problem } from '../sandbox/answers.ts';
import { clockOffsetMs } from '../sandbox/clock.ts';
import { createSettings } from '../sandbox/settings.ts';
import { type Arguments, StartError } from './arguments.ts';
import { banner } from './banner.ts';
import { assemblyFolder, webFolder } from './builds.ts';
import { checkPort, type Home, openHome } from './home.ts';

const host = '127.0.0.1';
const graceMs = 3_000;
const historyFile = 'local/sandbox/market/data/gold-usd-per-troy-ounce-monthly.csv';

/** A running Assay. */
export interface Running {
  readonly url: string;
  /** What it cost so far, as a table. */
  readonly bill: () => string;
  /** Lets requests under way end, keeps everything, lets go of the folder. */
  readonly close: () => Promise<void>;
}

export interface RunOptions extends Omit<Arguments, 'help'> {
  /** The project's folder. */
  readonly root: string;
  /** The folder that keeps the world. */
  readonly home: string;
  /** A DynamoDB that keeps the tables instead of the built-in engine. */
  readonly dynamoEndpoint: string | undefined;
  readonly say: (line: string) => void;
  readonly onError: (error: unknown) => void;
  /** Seconds since it began, for the banner. */
  readonly elapsedSeconds: () => number;
  /** Told once the folder is ours. */
  readonly onHome?: (home: Home) => void;
}

const openWorld = (database: string): World & { readonly meter: Ledger } => {
  const storage = openStorage(database);
  return {
    timeline: createRealTimeline(clockOffsetMs(createSettings(storage))),
    random: createSystemRandom(),
    storage,
    meter: createMeter(),
    account: '000000000000',
    region: 'eu-west-1',
  };
};

const readReplayFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartError(
      `The file to replay cannot be read: ${file}. Give a CSV of Date,Price (USD per troy ounce).`,
      { cause },
    );
  }
};

/** Reads the file before anything slow begins; what it says is checked when it is played. */
const replayOf = ({ replay }: RunOptions) =>
  replay === undefined ? undefined : { ...replay, csv: readReplayFile(replay.file) };

const play = async (
  platform: Platform,
  { file, csv, every }: NonNullable<ReturnType<typeof replayOf>>,
): Promise<void> => {
  try {
    await platform.sandbox.replayMarket(csv, every);
  } catch (error) {
    if (error instanceof Problem) throw new StartError(`${file}: ${error.message}`);
    throw error;
  }
};

/** Starts the whole platform. Throws a `StartError` that says what to do when it cannot. */
export const run = async (options: RunOptions): Promise<Running> => {
  const { root, fresh, port, say, onError, onHome, dynamoEndpoint } = options;
  const replay = replayOf(options);
  await checkPort(port, host);
  const home = openHome(options.home, fresh);
  onHome?.(home);
  const [assembly, site] = await Promise.all([
    assemblyFolder({ root, onMake: () => say('Synthesising the platform…') }),
    webFolder({ root, onMake: () => say('Building the web app…') }),
  ]);
  const world = openWorld(home.database);
  const platform = await createPlatform({
    world,
    assembly,
    site,
    history: readFileSync(join(root, historyFile), 'utf8'),
    cloud: {
      warn: say,
      ...(dynamoEndpoint === undefined ? {} : { dynamoEndpoint }),
      lambda: { threads: usualThreads() },
    },
  });
  const url = `http://localhost:${port}`;
  const { timeline } = world;
  const { doors: routes, upgrades } = platform;
  const { close } = await listen({ port, host, timeline, routes, upgrades, onError });
  await platform.start();
  if (replay !== undefined) await play(platform, replay);
  say(banner(url, options.elapsedSeconds().toFixed(1)));
  return {
    url,
    bill: () => printMeter(world.meter.report()),
    close: async () => {
      await close(graceMs);
      // Pages that were connected are gone now, and the functions that hear of it should end by themselves.
      await Promise.race([
        platform.cloud.idle(),
        new Promise<void>((resolve) => timeline.after(graceMs, resolve)),
      ]);
      platform.stop();
      world.timeline.stop();
      await world.storage.durable();
      world.storage.close();
      home.release();
    },
  };
};
