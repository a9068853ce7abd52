import type { World } from '../kernel/world.ts';
import type { Board } from './board.ts';
import type { Machine, State } from './definition.ts';
import type { StateError } from './errors.ts';
import { cleared, type Execution, type Frame, type Start, type Status } from './execution.ts';
import { EVENTS_MAX, type History } from './history.ts';
import { mendOf } from './mend.ts';
import type { Runs } from './runs.ts';

/** What moves executions; every move is written in the turn in which it is made. */
export interface Ground {
  readonly world: World;
  readonly board: Board;
  readonly runs: Runs;
  readonly history: History;
  /** Works on a frame as soon as what was written is durable. */
  readonly go: (frame: Frame) => void;
}

/** Where a frame stands: its execution, machine and state. */
export const placeOf = ({ runs }: Ground, frame: Frame) => {
  const execution = runs.get(frame.executionArn) as Execution;
  const machine: Machine = runs.machineOf(execution);
  return { execution, machine, state: machine.states.get(frame.state) as State };
};

/** The end of an execution, with everything that still ran in it. */
export const conclude = (
  { world, board, runs, history }: Ground,
  execution: Execution,
  status: Exclude<Status, 'RUNNING'>,
  end: { readonly output?: string; readonly error?: string; readonly cause?: string },
): void => {
  const root = board.root(execution.arn);
  if (root !== undefined) board.remove(root);
  const word = {
    SUCCEEDED: 'Succeeded',
    FAILED: 'Failed',
    TIMED_OUT: 'TimedOut',
    ABORTED: 'Aborted',
  };
  history.record(execution.arn, `Execution${word[status]}`, end);
  history.forget(execution.arn);
  runs.close({ ...execution, ...end, status, stoppedMs: world.timeline.now() });
};

/** Counts a state that is entered, the first time or again, as AWS bills it. */
const count = (ground: Ground, frame: Frame): void =>
  ground.world.meter.add('states.transitions', 1, placeOf(ground, frame).machine.name);

/** What every entry of a state has in common. False when the execution's history is full, which ends it. */
const entered = (ground: Ground, frame: Frame): void => {
  const { execution, state } = placeOf(ground, frame);
  if (ground.history.isFull(execution.arn)) {
    const cause = `The execution reached the maximum number of history events (${EVENTS_MAX}).`;
    conclude(ground, execution, 'FAILED', { error: 'States.Runtime', cause });
    return;
  }
  ground.history.record(execution.arn, `${state['Type']}StateEntered`, {
    name: frame.state,
    input: JSON.stringify(frame.input),
  });
  count(ground, frame);
  ground.go(frame);
};

const bare = (ground: Ground) =>
  ({
    ...cleared,
    phase: 'entering',
    enteredMs: ground.world.timeline.now(),
    retries: [],
  }) as const;

/** Puts the first frame of an execution on the board. */
export const begin = (ground: Ground, execution: Execution, machine: Machine): void => {
  ground.runs.open(execution, machine);
  const { arn, input } = execution;
  ground.history.record(arn, 'ExecutionStarted', { input, roleArn: machine.roleArn });
  const frame = ground.board.add({
    ...bare(ground),
    executionArn: arn,
    parent: undefined,
    index: 0,
    state: machine.startAt,
    input: JSON.parse(input),
    variables: {},
    item: undefined,
  });
  entered(ground, frame);
};

const startChild = (ground: Ground, parent: Frame, start: Start, index: number): void => {
  if (start.item !== undefined)
    ground.history.record(parent.executionArn, 'MapIterationStarted', {
      name: parent.state,
      index,
    });
  const child = ground.board.add({
    ...bare(ground),
    executionArn: parent.executionArn,
    parent: parent.id,
    index,
    state: start.state,
    input: start.input,
    variables: parent.variables,
    item: start.item ?? parent.item,
  });
  entered(ground, child);
};

/** Starts as many branches as may run, and leaves the state when all are done. */
export const join = (ground: Ground, parent: Frame): void => {
  const { board } = ground;
  const children = board.children(parent);
  const starts = parent.starts ?? [];
  const open = children.filter(({ phase }) => phase !== 'done').length;
  const free = Math.max(parent.concurrency - open, 0);
  const next = starts.slice(children.length, children.length + free);
  for (const [at, start] of next.entries())
    if (board.isCurrent(parent)) startChild(ground, parent, start, children.length + at);
  if (open > 0 || next.length > 0 || !board.isCurrent(parent)) return;
  for (const child of children) board.remove(child);
  const result = children.map((child) => child.result);
  ground.go(board.replace(parent, { phase: 'leaving', result, starts: undefined }));
};

/** Goes to the next state, or, when there is none, ends the branch, the item, or the execution. */
export const moveOn = (
  ground: Ground,
  frame: Frame,
  to: {
    readonly next: string | undefined;
    readonly output: unknown;
    readonly assigned: object;
  },
): void => {
  const { board, history } = ground;
  const { execution, state } = placeOf(ground, frame);
  const { next, output } = to;
  const text = JSON.stringify(output);
  const type = `${state['Type']}StateExited`;
  history.record(execution.arn, type, { name: frame.state, output: text });
  if (next !== undefined) {
    const variables = { ...frame.variables, ...to.assigned };
    const change = { ...bare(ground), state: next, input: output, variables };
    entered(ground, board.replace(frame, change));
    return;
  }
  const parent = frame.parent === undefined ? undefined : board.get(frame.parent);
  if (parent === undefined) {
    conclude(ground, execution, 'SUCCEEDED', { output: text });
    return;
  }
  board.replace(frame, { ...cleared, phase: 'done', result: output });
  if (placeOf(ground, parent).state['Type'] === 'Map')
    history.record(execution.arn, 'MapIterationSucceeded', {
      name: parent.state,
      index: frame.index,
    });
  join(ground, parent);
};

/** Meets a failure where the state says how, or else lets it spread outwards until the execution fails. */
export const failed = (ground: Ground, frame: Frame, error: StateError, mendable = true): void => {
  const { board, world } = ground;
  const { execution, state } = placeOf(ground, frame);
  const mend = mendable ? mendOf(state, frame, error, world.random) : undefined;
  for (const child of board.children(frame)) board.remove(child);
  if (mend?.kind === 'retry') {
    const dueMs = world.timeline.now() + mend.delayMs;
    board.replace(frame, { ...cleared, phase: 'retrying', retries: mend.retries, dueMs });
    return;
  }
  const failure = { Error: error.error, Cause: error.why };
  const parent = frame.parent === undefined ? undefined : board.get(frame.parent);
  if (mend?.kind === 'catch')
    ground.go(board.replace(frame, { ...cleared, phase: 'catching', failure }));
  else if (parent !== undefined) failed(ground, parent, error);
  else conclude(ground, execution, 'FAILED', { error: error.error, cause: error.why });
};

/** Enters a state again after its retrier's pause. */
export const again = (ground: Ground, frame: Frame): void => {
  count(ground, frame);
  ground.go(ground.board.replace(frame, { ...cleared, phase: 'entering' }));
};
