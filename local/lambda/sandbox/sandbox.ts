import type { Random } from '../../kernel/random.ts';
import type { Clock } from '../../kernel/timeline.ts';
import type { Scope } from '../bundle.ts';
import type { Network } from '../network.ts';
import { createDate, createPerformance } from './clock.ts';
import { createConsole, type Level } from './console.ts';
import { createFetch } from './fetch.ts';
import { createHttpModule } from './http.ts';
import { createRequireFor } from './modules.ts';
import { createProcess } from './process.ts';
import { createCrypto, createMath } from './randomness.ts';
import { createTimers } from './timers.ts';

/** A world of its own for one instance of a function. */
export interface Sandbox {
  readonly scope: Scope;
  /** No timer of it runs any more. */
  readonly stop: () => void;
}

interface SandboxOptions {
  readonly path: string;
  /** The instance's own environment; later changes to the object are seen inside. */
  readonly env: Record<string, string>;
  readonly timeline: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly write: (level: Level, text: string) => void;
  /** Hears of what a timer's callback throws. */
  readonly fail: (error: unknown) => void;
}

/** Time, chance, network, log and environment as a bundle sees them. */
export const createSandbox = (options: SandboxOptions): Sandbox => {
  const { path, env, timeline, random, network, write } = options;
  const timers = createTimers(timeline, options.fail);
  const crypto = createCrypto(random);
  const performance = createPerformance(timeline);
  const process = createProcess({ env, timeline, write });
  const require = createRequireFor({
    process,
    http: createHttpModule(network, timers.functions, 'http'),
    https: createHttpModule(network, timers.functions, 'https'),
    crypto: crypto.module,
    timers: timers.functions,
    'timers/promises': timers.promises,
    perf_hooks: { performance },
  });
  const outside = {
    process,
    console: createConsole(write),
    Date: createDate(timeline),
    Math: createMath(random),
    ...timers.functions,
    performance,
    crypto: crypto.web,
    fetch: createFetch(network),
  };
  const globalThisHere: object = Object.create(
    globalThis,
    Object.getOwnPropertyDescriptors(outside),
  );
  return {
    stop: timers.stop,
    scope: {
      ...outside,
      globalThis: globalThisHere,
      global: globalThisHere,
      require,
      __import: async (id: string) => {
        const module = require(id) as object;
        return { ...module, default: module };
      },
      __filename: path,
      __dirname: path.slice(0, path.lastIndexOf('/')),
    },
  };
};
