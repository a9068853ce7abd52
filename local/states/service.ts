import type { Activity } from '../kernel/activity.ts';
import { type Faults, noFaults } from '../kernel/faults.ts';
import type { Iam } from '../kernel/iam.ts';
import type { Invoke } from '../kernel/invoke.ts';
import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { machineOf } from './definition.ts';
import { createEngine } from './engine.ts';
import { type Input, operations } from './operations.ts';
import { openStatesStore } from './store.ts';
import { decodeToken } from './task-token.ts';

/** The state machines of the template. */
export interface States extends Service {
  /** For rules and schedules: starts an execution with a JSON text as its input. */
  readonly startExecution: (stateMachineArn: string, input: string) => void;
  /** Goes on with the executions that an earlier process left. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Executions that wait for somebody or for a time are no activity; steps that run or are to be retried are. */
  readonly activity: () => Activity;
}

const ON_EXECUTION = new Set(['DescribeExecution', 'GetExecutionHistory', 'StopExecution']);

const machineArnOf = (executionArn: string): string =>
  executionArn.replace(':execution:', ':stateMachine:').split(':').slice(0, 7).join(':');

/** What a caller must be allowed: a task's answer concerns the machine that waits for it. */
const resourceOf = (operation: string, input: Input): string => {
  if (ON_EXECUTION.has(operation)) return String(input.executionArn);
  if (!operation.startsWith('SendTask')) return String(input.stateMachineArn);
  const token = decodeToken(input.taskToken);
  if (token !== undefined) return machineArnOf(token.executionArn);
  throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
};

/** Opens the template's state machines. Throws, by name, for a definition that the local cloud does not run. */
export const createStates = ({
  world,
  resources,
  invoke,
  iam,
  faults = noFaults,
  warn,
}: {
  readonly world: World;
  readonly resources: Resources;
  readonly invoke: Invoke;
  readonly iam: Pick<Iam, 'check'>;
  readonly faults?: Faults;
  readonly warn: (message: string) => void;
}): States => {
  const { account, region, storage } = world;
  const declared = resources.ofType('AWS::StepFunctions::StateMachine').map(machineOf);
  const machines = new Map(declared.map((machine) => [machine.arn, machine]));
  const store = openStatesStore(storage);
  const functionArn = (name: string) =>
    name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${account}:function:${name}`;
  const engine = createEngine({
    world,
    store,
    invoking: { invoke, iam, faults, functionArn, warn },
    warn,
  });
  const api = { world, store, engine, machine: (arn: string) => machines.get(arn) };
  const run = (operation: string, input: Input): object => {
    const perform = operations[operation];
    if (perform !== undefined) return perform(api, input);
    throw new AwsError(
      'UnknownOperationException',
      `The local cloud does not run states:${operation}`,
    );
  };
  return {
    name: 'states',
    permissions: ({ operation, input }) =>
      operations[operation] === undefined
        ? []
        : [{ action: `states:${operation}`, resource: resourceOf(operation, input) }],
    call: async ({ operation, input }) => {
      const output = run(operation, input);
      await storage.durable();
      return output;
    },
    startExecution: (stateMachineArn, input) => {
      run('StartExecution', { stateMachineArn, input });
    },
    start: engine.start,
    stop: engine.stop,
    activity: engine.activity,
  };
};
