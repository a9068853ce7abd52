import type { State } from './definition.ts';
import { type Act, enterings } from './enter.ts';
import { isListed, StateError, withinLimit } from './errors.ts';
import { bindingsOf, type Frame, type Task } from './execution.ts';
import type { Evaluate } from './expressions.ts';
import { type Invoking, invokeTask } from './invoke-task.ts';
import { again, failed, type Ground, join, moveOn, placeOf } from './moves.ts';
import type { TaskToken } from './task-token.ts';

/** What frames are worked on with. */
export interface Working extends Ground {
  readonly evaluate: Evaluate;
  readonly invoking: Invoking;
  readonly stopped: () => boolean;
}

/** Evaluates `Output` and `Assign` of a state, rule or catcher, and goes where it says. */
const leave = async (
  working: Working,
  frame: Frame,
  fields: State,
  more: { readonly result?: unknown; readonly errorOutput?: unknown },
): Promise<void> => {
  const { execution, machine } = placeOf(working, frame);
  const bindings = bindingsOf(execution, machine, frame, more);
  const { Output = undefined, Assign = {}, Next } = fields;
  const usual = more.errorOutput ?? (more.result === undefined ? frame.input : more.result);
  const output = Output === undefined ? usual : await working.evaluate(Output, bindings, 'Output');
  const assigned = (await working.evaluate(Assign, bindings, 'Assign')) as object;
  withinLimit(output, 'output of the state');
  withinLimit(assigned, 'variables');
  if (working.board.isCurrent(frame)) moveOn(working, frame, { next: Next, output, assigned });
};

const submit = ({ board, history, world, go }: Working, frame: Frame, task: Task): void => {
  const now = world.timeline.now();
  history.record(frame.executionArn, 'TaskScheduled', {
    resourceType: 'lambda',
    resource: task.waits ? 'invoke.waitForTaskToken' : 'invoke',
    region: world.region,
    parameters: JSON.stringify({ FunctionName: task.functionArn, Payload: task.payload }),
  });
  const { timeoutMs, heartbeatMs } = task;
  go(
    board.replace(frame, {
      phase: 'running',
      task,
      deadlineMs: timeoutMs === undefined ? undefined : now + timeoutMs,
      heartbeatDueMs: heartbeatMs === undefined ? undefined : now + heartbeatMs,
    }),
  );
};

const enter = async (working: Working, found: Frame): Promise<void> => {
  const { board, world, evaluate } = working;
  const { execution, machine, state } = placeOf(working, found);
  const attempt = { nonce: world.random.uuid() };
  const frame = state['Type'] === 'Task' ? board.replace(found, attempt) : found;
  const bindings = bindingsOf(execution, machine, frame);
  const type: string = state['Type'];
  const enterType = enterings[type] as (typeof enterings)[string];
  const act: Act = await enterType({
    state,
    frame,
    bindings,
    nowMs: world.timeline.now(),
    evaluate,
  });
  if (!board.isCurrent(frame)) return;
  if (act.kind === 'leave') return leave(working, frame, act.rule ?? state, {});
  if (act.kind === 'fail') return failed(working, frame, new StateError(act.error, act.cause));
  if (act.kind === 'invoke') return submit(working, frame, act.task);
  if (act.kind === 'sleep') {
    board.replace(frame, { phase: 'sleeping', dueMs: act.dueMs });
    return;
  }
  const { starts, concurrency } = act;
  const details = type === 'Map' ? { length: starts.length } : {};
  working.history.record(execution.arn, `${type}StateStarted`, details);
  join(working, board.replace(frame, { phase: 'branching', starts, concurrency }));
};

/** The frame of a token or of an attempt, while it still runs or waits. */
export const pending = ({ board }: Ground, { frameId, nonce, executionArn }: TaskToken) => {
  const frame = board.get(frameId);
  const same = frame?.nonce === nonce && frame.executionArn === executionArn;
  return same && (frame.phase === 'running' || frame.phase === 'waiting') ? frame : undefined;
};

/** A task came to an end: by its function, by an answer to its token, or by a deadline. */
export const taskEnded = (
  working: Working,
  frame: Frame,
  outcome: { readonly result: unknown } | StateError,
): void => {
  const { board, history, go } = working;
  const resource = frame.task?.waits ? 'invoke.waitForTaskToken' : 'invoke';
  const common = { resourceType: 'lambda', resource };
  if (outcome instanceof StateError) {
    const { error, why } = outcome;
    const type = error === 'States.Timeout' || error === 'States.HeartbeatTimeout';
    const details = { ...common, error, cause: why };
    history.record(frame.executionArn, type ? 'TaskTimedOut' : 'TaskFailed', details);
    failed(working, frame, outcome);
    return;
  }
  const { result } = outcome;
  const details = { ...common, output: JSON.stringify(result) };
  history.record(frame.executionArn, 'TaskSucceeded', details);
  const ended = { deadlineMs: undefined, heartbeatDueMs: undefined };
  go(board.replace(frame, { ...ended, phase: 'leaving', result, task: undefined }));
};

const invokeFor = async (working: Working, frame: Frame): Promise<void> => {
  const { machine } = placeOf(working, frame);
  const task = frame.task as Task;
  const attempt = {
    executionArn: frame.executionArn,
    frameId: frame.id,
    nonce: String(frame.nonce),
  };
  const outcome = await invokeTask(working.invoking, machine, task).then(
    (result) => ({ result }),
    (error: unknown) => {
      if (error instanceof StateError) return error;
      throw error;
    },
  );
  const running = working.stopped() ? undefined : pending(working, attempt);
  if (running === undefined) return;
  if (outcome instanceof StateError || !task.waits) return taskEnded(working, running, outcome);
  // Its answer may have come before its function returned; then it is not pending any more.
  working.history.record(frame.executionArn, 'TaskSubmitted', { resourceType: 'lambda' });
  working.board.replace(running, { phase: 'waiting' });
};

/** Does what a frame's phase asks for now. */
export const work = async (working: Working, frame: Frame): Promise<void> => {
  const { state } = placeOf(working, frame);
  if (frame.phase === 'entering') return enter(working, frame);
  if (frame.phase === 'running') return invokeFor(working, frame);
  if (frame.phase === 'leaving') return leave(working, frame, state, { result: frame.result });
  if (frame.phase !== 'catching') return;
  const { failure } = frame;
  const names: State[] = state['Catch'];
  const catcher = names.find(({ ErrorEquals }) => isListed(ErrorEquals, failure?.Error ?? ''));
  return leave(working, frame, catcher as State, { errorOutput: failure });
};

/** A frame's time has come. */
export const wake = (working: Working, frame: Frame): void => {
  const { board, world, go } = working;
  if (frame.phase === 'retrying') {
    again(working, frame);
    return;
  }
  if (frame.phase === 'sleeping') {
    go(board.replace(frame, { phase: 'leaving', dueMs: undefined }));
    return;
  }
  const late = (frame.deadlineMs ?? Number.POSITIVE_INFINITY) <= world.timeline.now();
  const error = late
    ? new StateError('States.Timeout', 'The task did not end in time.')
    : new StateError('States.HeartbeatTimeout', 'The task sent no heartbeat in time.');
  taskEnded(working, frame, error);
};
