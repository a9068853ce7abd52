import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Prelude } from './prelude.ts';
import type { Outcome } from './simulate.ts';

/** What a worker is asked to do: one seed. */
export interface Job {
  readonly prelude: Prelude;
  readonly seed: number;
  readonly steps: number;
}

export interface Campaign {
  readonly prelude: Prelude;
  /** The seeds, in order; an endless one stops when `until` says so. */
  readonly seeds: Iterator<number>;
  readonly steps: number;
  /** Processes at once: a run uses one core. */
  readonly jobs: number;
  /** Asked before each seed. */
  readonly until?: () => boolean;
  readonly onOutcome?: (outcome: Outcome) => void;
}

export interface Summary {
  readonly seeds: number;
  readonly steps: number;
  readonly failed: readonly Outcome[];
}

/** Plays one seed. A run that ends its process throws. */
export type PlayOne = (job: Job) => Promise<Outcome>;

const workerFile = join(import.meta.dirname, 'worker.ts');

/** A process that plays one seed after another. */
export const createWorker = (): { readonly play: PlayOne; readonly stop: () => void } => {
  const child = fork(workerFile, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  return {
    play: (job) =>
      new Promise((resolve, reject) => {
        const died = () => reject(new Error(`seed ${job.seed} ended its process:\n${said}`));
        child.once('exit', died);
        child.once('message', (outcome) => {
          child.off('exit', died);
          resolve(outcome as Outcome);
        });
        child.send(job);
      }),
    stop: () => void child.kill(),
  };
};

/** Plays seeds on several processes until they or the time run out. */
export const campaign = async (options: Campaign): Promise<Summary> => {
  const { prelude, seeds, steps, jobs, until = () => false, onOutcome } = options;
  const failed: Outcome[] = [];
  let [played, taken] = [0, 0];
  const lane = async (): Promise<void> => {
    const worker = createWorker();
    try {
      for (let next = seeds.next(); !next.done && !until(); next = seeds.next()) {
        const outcome = await worker.play({ prelude, seed: next.value, steps });
        played += 1;
        taken += outcome.steps;
        if (outcome.wrong.length > 0) failed.push(outcome);
        onOutcome?.(outcome);
      }
    } finally {
      worker.stop();
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  return { seeds: played, steps: taken, failed };
};
