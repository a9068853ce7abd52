import { Worker } from 'node:worker_threads';
import type { Turn } from '../../kernel/quiet.ts';
import { afterOnMachine, type Cancel } from '../../kernel/timeline.ts';
import type { World } from '../../kernel/world.ts';
import type { Declaration } from '../definition.ts';
import { failure, type Written } from '../instance.ts';
import type { LogLine, Logs } from '../logs.ts';
import type { Network } from '../network.ts';
import {
  alone,
  type Broken,
  createOutbox,
  type FromThread,
  type ThreadData,
  type ToThread,
} from './messages.ts';

/** An instance as this side knows it. */
interface Known {
  readonly declaration: Declaration;
  readonly network: Network;
  readonly busy: () => boolean;
  readonly settle: (outcome: Written) => void;
  readonly end: (outcome: Written) => void;
}

type OfInstance = Extract<FromThread, { readonly instance: number }>;

/** A thread as this side knows it. */
export interface Thread {
  readonly known: Map<number, Known>;
  readonly post: (message: ToThread) => void;
  readonly turn: Turn;
  /** How often it asked or told something. */
  readonly heard: () => number;
  /** Ends it and all instances on it; whoever starts the next one gets a thread afresh. */
  readonly end: (reason: string) => void;
  readonly ended: () => boolean;
}

/** How long a thread may take to a turn of its event loop; the machine's time, since ours may be waiting for it. */
const turnMaxMs = 10_000;

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

const brokenOf = (error: unknown): Broken =>
  error instanceof Error
    ? { name: error.name, message: error.message, code: codeOf(error) ?? codeOf(error.cause) }
    : { name: 'Error', message: String(error), code: undefined };

const gone: Broken = { name: 'Error', message: 'socket hang up', code: 'ECONNRESET' };

/** The timers of a thread, on our timeline. */
const createTimers = (world: World, post: (message: ToThread) => void) => {
  const timers = new Map<number, Cancel>();
  return {
    set: (timer: number, dueMs: number): void => {
      // Time may have moved since the thread asked.
      const delayMs = Math.max(dueMs - world.timeline.now(), 0);
      const cancel = world.timeline.after(delayMs, () => {
        timers.delete(timer);
        post({ kind: 'due', timer });
      });
      timers.set(timer, cancel);
    },
    cancel: (timer: number): void => {
      timers.get(timer)?.();
      timers.delete(timer);
    },
    stop: (): void => {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};

/** Turns of a thread that somebody waits for; a thread that takes too long to one is held, which `held` hears of. */
const createTurns = (post: (message: ToThread) => void, ended: () => boolean, held: () => void) => {
  const waiting = new Map<number, () => void>();
  let last = 0;
  const turned = (turn: number): void => {
    waiting.get(turn)?.();
    waiting.delete(turn);
  };
  return {
    turned,
    take: (): Promise<void> =>
      new Promise((resolve) => {
        if (ended()) return resolve();
        last += 1;
        const cancel = afterOnMachine(turnMaxMs, held);
        waiting.set(last, () => {
          cancel();
          resolve();
        });
        post({ kind: 'turn', turn: last });
      }),
    stop: (): void => {
      for (const turn of waiting.keys()) turned(turn);
    },
  };
};

const makeCall = async (
  { network }: Known,
  { call, request }: Extract<FromThread, { readonly kind: 'call' }>,
  post: (message: ToThread) => void,
): Promise<void> => {
  try {
    post({ kind: 'answer', call, response: alone(await network(request)) });
  } catch (error) {
    post({ kind: 'broken', call, error: brokenOf(error) });
  }
};

/** Opens a thread, which asks for nothing until it is given an instance. Throws for a timeline that no thread can read. */
export const openThread = (world: World, logs: Logs): Thread => {
  const { region, timeline } = world;
  if (timeline.shared === undefined) throw new Error('threads need a timeline that is shared');
  const data: ThreadData = { region, time: timeline.shared };
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: data });
  // Functions that wait for nothing keep no process from ending.
  worker.unref();
  const post = createOutbox<ToThread>((messages) => worker.postMessage(messages));
  const known = new Map<number, Known>();
  const timers = createTimers(world, post);
  const turns = createTurns(
    post,
    () => ended,
    () => end('a function held its thread'),
  );
  let ended = false;
  let heard = 0;

  const lastLine = (reason: string): LogLine => ({
    atMs: timeline.now(),
    requestId: '',
    level: 'ERROR',
    text: `Runtime.ExitError: ${reason}`,
  });
  const hearOf = (instance: Known, message: OfInstance): void => {
    if (message.kind === 'line') logs.write(instance.declaration.name, message.line);
    else if (message.kind === 'call') void makeCall(instance, message, post);
    else if (message.kind === 'outcome') instance.settle(message.outcome);
    else {
      known.delete(message.instance);
      instance.end(message.outcome);
    }
  };
  const hear = (message: FromThread): void => {
    if (message.kind !== 'turned') heard += 1;
    if (message.kind === 'timer') timers.set(message.timer, message.dueMs);
    else if (message.kind === 'cancel') timers.cancel(message.timer);
    else if (message.kind === 'turned') turns.turned(message.turn);
    else {
      const instance = known.get(message.instance);
      if (instance !== undefined) hearOf(instance, message);
      // Nobody is there any more to make the call, and nobody to wait for it.
      else if (message.kind === 'call') post({ kind: 'broken', call: message.call, error: gone });
    }
  };
  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    worker.removeAllListeners('message');
    timers.stop();
    turns.stop();
    void worker.terminate();
    for (const instance of known.values()) {
      if (instance.busy()) logs.write(instance.declaration.name, lastLine(reason));
      instance.end(failure('Runtime.ExitError', reason));
    }
    known.clear();
  };
  worker.on('message', (messages: readonly FromThread[]) => messages.forEach(hear));
  worker.on('error', (error) => end(`its thread ended: ${brokenOf(error).message}`));
  worker.on('exit', () => end('its thread ended'));
  return {
    known,
    post,
    turn: turns.take,
    heard: () => heard,
    end,
    ended: () => ended,
  };
};
