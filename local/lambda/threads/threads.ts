import { availableParallelism } from 'node:os';
import { oneTurn, type Turn } from '../../kernel/quiet.ts';
import type { World } from '../../kernel/world.ts';
import type { Declaration } from '../definition.ts';
import { failure, type Instance, type Written } from '../instance.ts';
import type { Logs } from '../logs.ts';
import type { Network } from '../network.ts';
import { openThread, type Thread } from './open-thread.ts';

/** More threads than this find the services busy, and each has a memory of its own. */
const threadsMax = 4;

/** How many threads of functions this machine has a use for; undefined where there is one core for all. */
export const usualThreads = (): number | undefined => {
  const cores = availableParallelism();
  return cores === 1 ? undefined : Math.min(cores, threadsMax);
};

/** Starts an instance of a function. */
export type StartInstance = (options: {
  readonly declaration: Declaration;
  readonly network: Network;
  /** Added to what the template says. */
  readonly environment: Readonly<Record<string, string>>;
}) => Instance;

export interface Threads {
  readonly start: StartInstance;
  /** A turn of every thread's event loop, and of ours. */
  readonly turn: Turn;
  /** Ends every thread where it stands. */
  readonly stop: () => void;
}

/** How much longer than its time a function may take to say that it is out of time, before its thread is looked after. */
const graceMs = 5_000;
/** Rounds of turns in a row while threads go on telling and asking: more is no work that comes to an end. */
const ROUNDS_MAX = 1_000;

const instanceOn = (
  { timeline }: World,
  thread: Thread,
  number: number,
  { declaration, network, environment }: Parameters<StartInstance>[0],
): Instance => {
  let living = true;
  let waiting: ((outcome: Written) => void) | undefined;
  const settle = (outcome: Written): void => {
    waiting?.(outcome);
    waiting = undefined;
  };
  const end = (outcome: Written): void => {
    living = false;
    settle(outcome);
  };
  thread.known.set(number, {
    declaration,
    network,
    busy: () => waiting !== undefined,
    settle,
    end,
  });
  thread.post({ kind: 'start', instance: number, declaration, environment });
  return {
    alive: () => living,
    kill: () => {
      // It says so itself in its log; until it does, what it has asked for may still happen.
      thread.post({ kind: 'kill', instance: number });
      end(failure('Runtime.ExitError', 'Runtime exited'));
    },
    forget: () => {
      thread.known.delete(number);
      thread.post({ kind: 'forget', instance: number });
    },
    invoke: (json, requestId, invokedArn) =>
      new Promise((resolve) => {
        if (!living) return resolve(failure('Runtime.ExitError', 'Runtime exited'));
        // A function that never lets go of its thread cannot even be told that its time is up.
        const cancel = timeline.after(declaration.timeoutMs + graceMs, () => void thread.turn());
        waiting = (outcome) => {
          cancel();
          resolve(outcome);
        };
        thread.post({ kind: 'invoke', instance: number, json, requestId, invokedArn });
      }),
  };
};

const noInstance: Instance = {
  alive: () => false,
  kill: () => {},
  forget: () => {},
  invoke: async () => failure('Runtime.ExitError', 'the local cloud stops'),
};

/** Runs instances on threads of their own, in turn, so that functions and services have a core each. */
export const createThreads = ({
  world,
  logs,
  count,
}: {
  readonly world: World;
  readonly logs: Logs;
  readonly count: number;
}): Threads => {
  const threads: (Thread | undefined)[] = Array.from({ length: count });
  let started = 0;
  let stopped = false;
  const next = (): Thread => {
    const place = started % count;
    const found = threads[place];
    const thread = found === undefined || found.ended() ? openThread(world, logs) : found;
    threads[place] = thread;
    return thread;
  };
  return {
    start: (options) => {
      started += 1;
      // Who waited for a place when all was stopped has it now, and nothing behind it.
      return stopped ? noInstance : instanceOn(world, next(), started, options);
    },
    turn: async () => {
      const open = () => threads.filter((thread) => thread !== undefined && !thread.ended());
      const heard = () => open().reduce((sum, thread) => sum + (thread?.heard() ?? 0), 0);
      for (let round = 0, before = -1; round < ROUNDS_MAX && before !== heard(); round++) {
        before = heard();
        await Promise.all([oneTurn(), ...open().map((thread) => thread?.turn())]);
      }
    },
    stop: () => {
      stopped = true;
      for (const thread of threads) thread?.end('the local cloud stops');
    },
  };
};
