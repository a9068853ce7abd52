import { AsyncLocalStorage } from 'node:async_hooks';

/** Ends whoever caused an error that nobody waited for. */
export type Blame = (error: unknown) => void;

const owners = new AsyncLocalStorage<Blame>();
let watchers = 0;

/** Lambda ends a function whose promise nobody handles; here that must not end the local cloud with it. */
const onRejection = (reason: unknown): void => {
  const blame = owners.getStore();
  if (blame !== undefined) blame(reason);
  // Ours, then. Thrown from here it ends the process as it would have without this listener.
  else if (process.listenerCount('unhandledRejection') === 1) throw reason;
};

/** Runs a function's code so that what it leaves unhandled, now or later, is blamed on it. */
export const blaming = <T>(blame: Blame, task: () => T): T => owners.run(blame, task);

/** Starts to watch for unhandled rejections; returns what ends it. */
export const watchStrays = (): (() => void) => {
  if (watchers === 0) process.on('unhandledRejection', onRejection);
  watchers += 1;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    watchers -= 1;
    if (watchers === 0) process.off('unhandledRejection', onRejection);
  };
};
