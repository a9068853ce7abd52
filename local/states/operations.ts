import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import type { Machine } from './definition.ts';
import type { Engine } from './engine.ts';
import { StateError } from './errors.ts';
import type { Execution, Status } from './execution.ts';
import { EXECUTION_KEPT_MS, type HistoryEvent, type StatesStore } from './store.ts';
import { decodeToken } from './task-token.ts';

/** The member names are the API's; each is checked where it is read. */
// biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes arrive here unchecked.
export type Input = any;

/** What the API's operations work on. */
export interface Api {
  readonly world: World;
  readonly store: StatesStore;
  readonly engine: Engine;
  readonly machine: (arn: string) => Machine | undefined;
}

const DATA_BYTES_MAX = 262_144;
const PAGE_MAX = 1_000;
const PAGE_USUAL = 100;
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

const seconds = (ms: number): number => ms / 1000;

const machineOf = ({ machine }: Api, arn: unknown): Machine => {
  const found = machine(String(arn));
  if (found !== undefined) return found;
  throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
};

const executionOf = ({ store }: Api, arn: unknown): Execution => {
  const found = store.execution(String(arn));
  if (found !== undefined) return found;
  throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
};

/** JSON of at most 256 KiB, or the error `code`. */
const jsonOf = (text: unknown, code: string): unknown => {
  try {
    if (Buffer.byteLength(String(text)) <= DATA_BYTES_MAX) return JSON.parse(String(text));
  } catch {
    throw new AwsError(code, `${code}: it is not JSON`);
  }
  throw new AwsError(code, `${code}: it has more than ${DATA_BYTES_MAX} bytes`);
};

const pageOf = ({ maxResults, nextToken }: Input) => ({
  limit: Math.min(maxResults || PAGE_USUAL, PAGE_MAX),
  offset: nextToken === undefined ? 0 : Number(nextToken),
});

/** A page and, where there may be more, where the next begins. */
const paged = <Item>(items: readonly Item[], { limit, offset }: ReturnType<typeof pageOf>) =>
  items.length < limit ? {} : { nextToken: String(offset + limit) };

const startExecution = (api: Api, input: Input) => {
  const { world, store, engine } = api;
  const machine = machineOf(api, input.stateMachineArn);
  const name: string = input.name ?? world.random.uuid();
  if (!NAME.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  const given: string = input.input ?? '{}';
  jsonOf(given, 'InvalidExecutionInput');
  const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
  const nowMs = world.timeline.now();
  const before = store.execution(arn);
  if (before?.status === 'RUNNING' && before.input === given)
    return { executionArn: arn, startDate: seconds(before.startedMs) };
  if (before !== undefined) {
    if ((before.stoppedMs ?? nowMs) >= nowMs - EXECUTION_KEPT_MS)
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    store.purge(nowMs - EXECUTION_KEPT_MS);
  }
  engine.begin(
    {
      arn,
      machineArn: machine.arn,
      revision: machine.revision,
      name,
      input: given,
      status: 'RUNNING',
      startedMs: nowMs,
      deadlineMs: machine.timeoutMs === undefined ? undefined : nowMs + machine.timeoutMs,
    },
    machine,
  );
  return { executionArn: arn, startDate: seconds(nowMs) };
};

const summary = ({ arn, machineArn, name, status, startedMs, stoppedMs }: Execution) => ({
  executionArn: arn,
  stateMachineArn: machineArn,
  name,
  status,
  startDate: seconds(startedMs),
  ...(stoppedMs !== undefined && { stopDate: seconds(stoppedMs) }),
  redriveCount: 0,
});

const describeExecution = (api: Api, { executionArn }: Input) => {
  const execution = executionOf(api, executionArn);
  const { input, output, error, cause } = execution;
  return {
    ...summary(execution),
    input,
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
};

const listExecutions = (api: Api, input: Input) => {
  const page = pageOf(input);
  const { arn } = machineOf(api, input.stateMachineArn);
  const status: Status | undefined = input.statusFilter;
  const found = api.store.executionsOf(arn, status, page.limit, page.offset);
  return { executions: found.map(summary), ...paged(found, page) };
};

/** `TaskSucceeded` keeps its details in `taskSucceededEventDetails`; all types of states share two names. */
const detailsName = (type: string): string => {
  const shared = /State(Entered|Exited)$/.exec(type)?.[0] ?? type;
  return `${shared.slice(0, 1).toLowerCase()}${shared.slice(1)}EventDetails`;
};

const eventOf = ({ id, timestampMs, type, details }: HistoryEvent) => ({
  id,
  // Branches interleave here, so this names the event before it and not the one that caused it.
  previousEventId: id - 1,
  timestamp: seconds(timestampMs),
  type,
  ...(Object.keys(details).length > 0 && { [detailsName(type)]: details }),
});

const getExecutionHistory = (api: Api, input: Input) => {
  const page = pageOf(input);
  const { arn } = executionOf(api, input.executionArn);
  const found = api.store.events(arn, input.reverseOrder === true, page.limit, page.offset);
  return { events: found.map(eventOf), ...paged(found, page) };
};

const stopExecution = (api: Api, { executionArn, error, cause }: Input) => {
  const execution = executionOf(api, executionArn);
  if (execution.status === 'RUNNING')
    api.engine.abort(execution, { ...(error && { error }), ...(cause && { cause }) });
  return { stopDate: seconds(executionOf(api, executionArn).stoppedMs ?? 0) };
};

const describeStateMachine = (api: Api, input: Input) => {
  const { arn, name, definition, roleArn, revision } = machineOf(api, input.stateMachineArn);
  return {
    stateMachineArn: arn,
    name,
    status: 'ACTIVE',
    definition,
    roleArn,
    type: 'STANDARD',
    creationDate: 0,
    revisionId: revision,
  };
};

const tokenOf = ({ store }: Api, text: unknown) => {
  const token = decodeToken(text);
  if (token !== undefined && store.execution(token.executionArn) !== undefined) return token;
  throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
};

/** Throws `TaskTimedOut` where the step was answered, timed out, or ended with its execution. */
const handedOver = (taken: boolean): object => {
  if (taken) return {};
  throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
};

const sendTaskSuccess = (api: Api, { taskToken, output }: Input) => {
  const token = tokenOf(api, taskToken);
  return handedOver(api.engine.answer(token, { result: jsonOf(output, 'InvalidOutput') }));
};

const sendTaskFailure = (api: Api, { taskToken, error = '', cause = '' }: Input) =>
  handedOver(api.engine.answer(tokenOf(api, taskToken), new StateError(error, cause)));

const sendTaskHeartbeat = (api: Api, { taskToken }: Input) =>
  handedOver(api.engine.heartbeat(tokenOf(api, taskToken)));

/** The operations that the local cloud answers. */
export const operations: Readonly<Record<string, (api: Api, input: Input) => object>> = {
  StartExecution: startExecution,
  DescribeExecution: describeExecution,
  ListExecutions: listExecutions,
  GetExecutionHistory: getExecutionHistory,
  StopExecution: stopExecution,
  DescribeStateMachine: describeStateMachine,
  SendTaskSuccess: sendTaskSuccess,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
};
