import type { Activity } from '../kernel/activity.ts';
import type { World } from '../kernel/world.ts';
import { createBoard } from './board.ts';
import type { Machine } from './definition.ts';
import { StateError } from './errors.ts';
import type { Execution, Frame, Phase } from './execution.ts';
import { createEvaluate } from './expressions.ts';
import { createHistory } from './history.ts';
import type { Invoking } from './invoke-task.ts';
import { begin, conclude, failed } from './moves.ts';
import { createRuns } from './runs.ts';
import { pending, taskEnded, type Working, wake, work } from './steps.ts';
import { EXECUTION_KEPT_MS, type StatesStore } from './store.ts';
import type { TaskToken } from './task-token.ts';

/** Runs executions. What its calls change is durable with the turn in which they are made. */
export interface Engine {
  readonly begin: (execution: Execution, machine: Machine) => void;
  readonly abort: (execution: Execution, reason: { error?: string; cause?: string }) => void;
  /** Hands the task that a token stands for its result or its failure. False when it waits no longer. */
  readonly answer: (
    token: TaskToken,
    outcome: { readonly result: unknown } | StateError,
  ) => boolean;
  readonly heartbeat: (token: TaskToken) => boolean;
  /** Takes up what an earlier process left. */
  readonly start: () => void;
  readonly stop: () => void;
  readonly activity: () => Activity;
}

interface EngineOptions {
  readonly world: World;
  readonly store: StatesStore;
  readonly invoking: Invoking;
  /** Hears of what is a bug of the local cloud. */
  readonly warn: (message: string) => void;
}

/** The phases in which there is something to do at once; the others wait for timers, answers or branches. */
const ACTIVE: readonly Phase[] = ['entering', 'running', 'leaving', 'catching'];

/** Runs `job` for a frame and turns whatever it throws into a failure of the frame's state. */
const guarded = async (working: Working, frame: Frame, warn: EngineOptions['warn']) => {
  try {
    await work(working, frame);
  } catch (error) {
    const current = working.board.get(frame.id);
    // Whatever it was about may be over meanwhile.
    const same = current?.state === frame.state && current.phase === frame.phase;
    if (working.stopped() || current === undefined || !same) return;
    const known = error instanceof StateError;
    if (!known) warn(`Step Functions: ${error instanceof Error ? error.stack : error}`);
    const failure = known ? error : new StateError('States.Runtime', String(error));
    failed(working, current, failure, frame.phase !== 'catching');
  }
};

/** An engine that stands still until `start`. */
export const createEngine = ({ world, store, invoking, warn }: EngineOptions): Engine => {
  let stopped = true;
  let busy = 0;
  const board = createBoard(world, store, (frame) => {
    world.storage.begin();
    wake(working, frame);
  });
  const runs = createRuns(world, store, (execution) =>
    conclude(working, execution, 'TIMED_OUT', { error: 'States.Timeout' }),
  );
  const run = async (frame: Frame): Promise<void> => {
    await world.storage.durable();
    if (!stopped && board.isCurrent(frame)) await guarded(working, frame, warn);
  };
  const working: Working = {
    world,
    board,
    runs,
    history: createHistory(world, store),
    evaluate: createEvaluate(world),
    invoking,
    stopped: () => stopped,
    go: (frame) => {
      busy += 1;
      run(frame).then(
        () => {
          busy -= 1;
        },
        (error) => {
          busy -= 1;
          warn(`Step Functions could not write: ${error}`);
        },
      );
    },
  };
  return {
    begin: (execution, machine) => begin(working, execution, machine),
    abort: (execution, reason) => conclude(working, execution, 'ABORTED', reason),
    answer: (token, outcome) => {
      const frame = pending(working, token);
      if (frame !== undefined) taskEnded(working, frame, outcome);
      return frame !== undefined;
    },
    heartbeat: (token) => {
      const frame = pending(working, token);
      const everyMs = frame?.task?.heartbeatMs;
      if (frame !== undefined && everyMs !== undefined)
        board.replace(frame, { heartbeatDueMs: world.timeline.now() + everyMs });
      return frame !== undefined;
    },
    start: () => {
      stopped = false;
      store.purge(world.timeline.now() - EXECUTION_KEPT_MS);
      runs.load();
      for (const frame of board.load()) if (ACTIVE.includes(frame.phase)) working.go(frame);
    },
    stop: () => {
      stopped = true;
      board.stop();
      runs.stop();
    },
    activity: () => {
      const pauses = board.retrying();
      const dues = pauses.map(({ dueMs }) => dueMs ?? 0);
      const nextDueMs = dues.length === 0 ? undefined : dues.reduce((a, b) => Math.min(a, b));
      return { ready: 0, inFlight: busy, delayed: pauses.length, nextDueMs };
    },
  };
};
