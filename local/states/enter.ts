import { FUNCTION } from './check-definition.ts';
import type { State } from './definition.ts';
import { StateError, withinLimit } from './errors.ts';
import type { Frame, Start, Task } from './execution.ts';
import type { Bindings, Evaluate } from './expressions.ts';

/** What entering a state leads to. */
export type Act =
  | { readonly kind: 'leave'; readonly result?: unknown; readonly rule?: State }
  | { readonly kind: 'fail'; readonly error: string; readonly cause: string }
  | { readonly kind: 'sleep'; readonly dueMs: number }
  | { readonly kind: 'invoke'; readonly task: Task }
  | { readonly kind: 'branch'; readonly starts: readonly Start[]; readonly concurrency: number };

/** What a state is evaluated with. */
export interface Entry {
  readonly state: State;
  readonly frame: Frame;
  readonly bindings: Bindings;
  readonly nowMs: number;
  readonly evaluate: Evaluate;
}

type Enter = (entry: Entry) => Act | Promise<Act>;

/** Source: Developer Guide, "Service quotas": up to 40 iterations of an inline Map run at once. */
const INLINE_CONCURRENCY_MAX = 40;
const SECONDS_MAX = 99_999_999;

const wrong = (field: string, value: unknown, wanted: string): never => {
  throw new StateError(
    'States.QueryEvaluationError',
    `The field '${field}' must be ${wanted}, and is ${JSON.stringify(value)}.`,
  );
};

const secondsOf = async (entry: Entry, field: string, min: number): Promise<number | undefined> => {
  const given = entry.state[field];
  if (given === undefined) return undefined;
  const value = await entry.evaluate(given, entry.bindings, field);
  const fits = Number.isInteger(value) && Number(value) >= min && Number(value) <= SECONDS_MAX;
  return fits ? Number(value) : wrong(field, value, `a whole number from ${min} to ${SECONDS_MAX}`);
};

const until = (dueMs: number, nowMs: number): Act =>
  dueMs > nowMs ? { kind: 'sleep', dueMs } : { kind: 'leave' };

const wait: Enter = async (entry) => {
  const seconds = await secondsOf(entry, 'Seconds', 0);
  if (seconds !== undefined) return until(entry.nowMs + seconds * 1000, entry.nowMs);
  const value = await entry.evaluate(entry.state['Timestamp'], entry.bindings, 'Timestamp');
  const dueMs = Date.parse(String(value));
  const instant = typeof value === 'string' && /T.*(Z|[+-]\d\d:\d\d)$/.test(value);
  if (!instant || Number.isNaN(dueMs)) return wrong('Timestamp', value, 'an RFC 3339 timestamp');
  return until(dueMs, entry.nowMs);
};

const choice: Enter = async ({ state, bindings, evaluate }) => {
  for (const [index, rule] of state['Choices'].entries()) {
    const field = `Choices[${index}]/Condition`;
    const held = await evaluate(rule.Condition, bindings, field);
    if (typeof held !== 'boolean') return wrong(field, held, 'true or false');
    if (held) return { kind: 'leave', rule };
  }
  if (state['Default'] === undefined)
    throw new StateError(
      'States.NoChoiceMatched',
      'No rule of the Choice holds, and it has no Default.',
    );
  return { kind: 'leave', rule: { ...state, Next: state['Default'] } };
};

const textOf = async ({ state, bindings, evaluate }: Entry, field: string): Promise<string> => {
  const value = (await evaluate(state[field], bindings, field)) ?? '';
  return typeof value === 'string' ? value : wrong(field, value, 'a text');
};

const fail: Enter = async (entry) => ({
  kind: 'fail',
  error: await textOf(entry, 'Error'),
  cause: await textOf(entry, 'Cause'),
});

const task: Enter = async (entry) => {
  const { state, frame, bindings, evaluate } = entry;
  const given = await evaluate(state['Arguments'] ?? frame.input, bindings, 'Arguments');
  const bare = FUNCTION.test(state['Resource']);
  const { FunctionName, Payload = {} } = (given ?? {}) as Readonly<Record<string, unknown>>;
  if (!bare && typeof FunctionName !== 'string')
    return wrong('Arguments/FunctionName', FunctionName, 'the name of a function');
  const timeout = await secondsOf(entry, 'TimeoutSeconds', 1);
  const heartbeat = await secondsOf(entry, 'HeartbeatSeconds', 1);
  return {
    kind: 'invoke',
    task: {
      functionArn: bare ? state['Resource'] : String(FunctionName),
      payload: withinLimit(bare ? given : Payload, 'payload of the task'),
      wrapped: !bare,
      waits: String(state['Resource']).endsWith('.waitForTaskToken'),
      timeoutMs: timeout && timeout * 1000,
      heartbeatMs: heartbeat && heartbeat * 1000,
    },
  };
};

const parallel: Enter = async ({ state, frame, bindings, evaluate }) => {
  const input = await evaluate(state['Arguments'] ?? frame.input, bindings, 'Arguments');
  withinLimit(input, 'input of the branches');
  const starts: Start[] = state['Branches'].map(({ StartAt }: State) => ({
    state: StartAt,
    input,
  }));
  return { kind: 'branch', starts, concurrency: starts.length };
};

const concurrencyOf = async ({ state, bindings, evaluate }: Entry): Promise<number> => {
  const value = await evaluate(state['MaxConcurrency'] ?? 0, bindings, 'MaxConcurrency');
  if (!Number.isInteger(value) || Number(value) < 0)
    return wrong('MaxConcurrency', value, 'a whole number of 0 or more');
  return value === 0 ? INLINE_CONCURRENCY_MAX : Math.min(Number(value), INLINE_CONCURRENCY_MAX);
};

const map: Enter = async (entry) => {
  const { state, frame, bindings, evaluate } = entry;
  const items = await evaluate(state['Items'] ?? frame.input, bindings, 'Items');
  if (!Array.isArray(items)) return wrong('Items', items, 'an array');
  const states = bindings['states'] as { readonly context: object };
  const starts = await Promise.all(
    items.map(async (Value, Index): Promise<Start> => {
      const item = { Index, Value };
      const context = { ...states.context, Map: { Item: item } };
      const within = { ...bindings, states: { ...states, context } };
      const selector = state['ItemSelector'];
      const input =
        selector === undefined ? Value : await evaluate(selector, within, 'ItemSelector');
      return { state: state['ItemProcessor'].StartAt, item, input: withinLimit(input, 'item') };
    }),
  );
  return { kind: 'branch', starts, concurrency: await concurrencyOf(entry) };
};

/** What each type of state does when it is entered. */
export const enterings: Readonly<Record<string, Enter>> = {
  Pass: () => ({ kind: 'leave' }),
  Succeed: () => ({ kind: 'leave' }),
  Wait: wait,
  Choice: choice,
  Fail: fail,
  Task: task,
  Parallel: parallel,
  Map: map,
};
