import type { Machine } from './definition.ts';
import type { Bindings } from './expressions.ts';
import { encodeToken } from './task-token.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One run of a machine. Times are milliseconds since 1970; input and output are JSON texts, as the API has them. */
export interface Execution {
  readonly arn: string;
  readonly machineArn: string;
  readonly revision: string;
  readonly name: string;
  readonly input: string;
  readonly status: Status;
  readonly startedMs: number;
  /** When the whole runs out of time. */
  readonly deadlineMs: number | undefined;
  readonly stoppedMs?: number | undefined;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** An invocation as it was decided on: a restart repeats it with the same payload and the same token. */
export interface Task {
  readonly functionArn: string;
  readonly payload: unknown;
  /** `lambda:invoke` wraps what the function answers; a bare function ARN does not. */
  readonly wrapped: boolean;
  readonly waits: boolean;
  readonly timeoutMs: number | undefined;
  readonly heartbeatMs: number | undefined;
}

/** What a branch or an item's run begins with. */
export interface Start {
  readonly state: string;
  readonly input: unknown;
  readonly item?: { readonly Index: number; readonly Value: unknown };
}

/**
 * - `entering`: to be evaluated now
 * - `running`: its function is being invoked
 * - `waiting`: for the answer to its token
 * - `sleeping`: a Wait, until `dueMs`
 * - `branching`: until its branches or items are done
 * - `leaving`: has its result; what to make of it is to be evaluated now
 * - `retrying`: failed, until `dueMs`, then it is entered again
 * - `catching`: failed; what the catcher makes of it is to be evaluated now
 * - `done`: a branch or item that waits for its siblings
 */
export type Phase =
  | 'entering'
  | 'running'
  | 'waiting'
  | 'sleeping'
  | 'branching'
  | 'leaving'
  | 'retrying'
  | 'catching'
  | 'done';

/** Where one thread of an execution stands: the whole, a branch of a Parallel, or an item of a Map. Never changed, only replaced. */
export interface Frame {
  readonly id: number;
  readonly executionArn: string;
  readonly parent: number | undefined;
  /** Which branch or item of its parent. */
  readonly index: number;
  readonly state: string;
  readonly input: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly item: Start['item'];
  readonly phase: Phase;
  readonly enteredMs: number;
  /** How often each of the state's retriers has been used. */
  readonly retries: readonly number[];
  /** Tells one attempt at a task from the next. */
  readonly nonce: string | undefined;
  readonly task: Task | undefined;
  readonly dueMs: number | undefined;
  readonly deadlineMs: number | undefined;
  readonly heartbeatDueMs: number | undefined;
  readonly starts: readonly Start[] | undefined;
  /** How many of `starts` may run at once. */
  readonly concurrency: number;
  /** What a state that is left, or a branch that is done, came to; undefined where a state has no result of its own. */
  readonly result: unknown;
  readonly failure: { readonly Error: string; readonly Cause: string } | undefined;
}

/** What a frame has no more, once it goes to another state or enters one again. */
export const cleared = {
  nonce: undefined,
  task: undefined,
  dueMs: undefined,
  deadlineMs: undefined,
  heartbeatDueMs: undefined,
  starts: undefined,
  concurrency: 0,
  result: undefined,
  failure: undefined,
} as const;

const WAITS = '.waitForTaskToken';

/** The token that a frame's task hands out, where its state waits for an answer. */
const tokenOf = (
  machine: Machine,
  { executionArn, id, nonce, state }: Frame,
): string | undefined =>
  nonce !== undefined && machine.states.get(state)?.['Resource'].endsWith(WAITS)
    ? encodeToken({ executionArn, frameId: id, nonce })
    : undefined;

/** The context object. Source: Developer Guide, "Accessing execution data from the Context object". */
const contextOf = (execution: Execution, machine: Machine, frame: Frame) => {
  const Token = tokenOf(machine, frame);
  return {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input),
      Name: execution.name,
      RoleArn: machine.roleArn,
      StartTime: new Date(execution.startedMs).toISOString(),
      RedriveCount: 0,
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
    State: {
      EnteredTime: new Date(frame.enteredMs).toISOString(),
      Name: frame.state,
      RetryCount: frame.retries.reduce((sum, count) => sum + count, 0),
    },
    ...(Token !== undefined && { Task: { Token } }),
    ...(frame.item !== undefined && { Map: { Item: frame.item } }),
  };
};

/** What expressions of a frame's state see; `more` is `result` or `errorOutput`. */
export const bindingsOf = (
  execution: Execution,
  machine: Machine,
  frame: Frame,
  more: Readonly<Record<string, unknown>> = {},
): Bindings => ({
  ...frame.variables,
  states: { input: frame.input, context: contextOf(execution, machine, frame), ...more },
});
