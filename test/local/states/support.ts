import type { Faults } from '../../../local/kernel/faults.ts';
import type { Outcome } from '../../../local/kernel/invoke.ts';
import type { Resource } from '../../../local/kernel/resources.ts';
import { AwsError, type Permission } from '../../../local/kernel/service.ts';
import { createStates, type States } from '../../../local/states/service.ts';
import { resource, resourcesOf, worldAt } from '../sqs/support.ts';

export const functionArn = (name: string) =>
  `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;
export const machineArn = (name = 'saga') =>
  `arn:aws:states:eu-west-1:000000000000:stateMachine:${name}`;
export const executionArn = (name: string) =>
  `arn:aws:states:eu-west-1:000000000000:execution:saga:${name}`;

export type Definition = Readonly<Record<string, unknown>>;

/** States that run one after the other from the first, as the whole of a machine. */
export const definitionOf = (
  states: Readonly<Record<string, Definition>>,
  more: Definition = {},
): Definition => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
  ...more,
});

export const machine = (definition: Definition, properties: Definition = {}): Resource => ({
  ...resource('AWS::StepFunctions::StateMachine', 'saga', machineArn(), {
    RoleArn: 'arn:aws:iam::000000000000:role/saga',
    DefinitionString: JSON.stringify(definition),
    ...properties,
  }),
  ref: machineArn(),
});

/** An invocation that a test answers when it likes. */
export interface Invocation {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a definition makes of it.
  readonly payload: any;
  readonly succeed: (payload?: unknown) => void;
  readonly fail: (errorType: string, errorMessage?: string) => void;
}

interface Options {
  readonly path?: string;
  readonly startMs?: number;
  readonly faults?: Faults;
  /** What a function answers at once; where it answers nothing, the test does. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever a definition makes of it.
  readonly answers?: Readonly<Record<string, (payload: any) => unknown>>;
  readonly denied?: readonly string[];
}

/** Lets everything that is on its way arrive, without moving time. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** Functions that answer at once where `answers` knows them, and else when the test does. */
const standIns = (answers: NonNullable<Options['answers']>) => {
  const invocations: Invocation[] = [];
  const invoke = (arn: string, payload: unknown): Promise<Outcome> => {
    const name = arn.split(':').at(-1) ?? '';
    const answer = answers[name];
    if (answer !== undefined) return Promise.resolve({ ok: true, payload: answer(payload) });
    return new Promise((resolve) => {
      invocations.push({
        name,
        payload,
        succeed: (result) => resolve({ ok: true, payload: result ?? null }),
        fail: (errorType, errorMessage = 'no') => resolve({ ok: false, errorType, errorMessage }),
      });
    });
  };
  return { invocations, invoke };
};

const iamWithout = (denied: readonly string[]) => ({
  check: (_: unknown, { action, resource: arn }: Permission) => {
    if (denied.includes(arn))
      throw new AwsError('AccessDeniedException', `not authorized to perform: ${action}`);
  },
});

/** What a test asks of the API, in short. */
const shorthand = (states: States, { timeline, meter }: ReturnType<typeof worldAt>) => {
  // biome-ignore lint/suspicious/noExplicitAny: each operation has an output of its own.
  const call = async (operation: string, input: object = {}): Promise<any> =>
    states.call({ operation, input, caller: { kind: 'cloud', name: 'test' } });
  const start = (input: unknown = {}, name = 'one') =>
    call('StartExecution', {
      stateMachineArn: machineArn(),
      name,
      input: JSON.stringify(input),
    });
  const describe = async (name = 'one') => {
    await settled();
    const { status, output, error, cause } = await call('DescribeExecution', {
      executionArn: executionArn(name),
    });
    return { status, output: output && JSON.parse(output), error, cause };
  };
  return {
    call,
    start,
    describe,
    advance: async (seconds: number) => {
      await timeline.advance(seconds * 1000);
      await settled();
    },
    /** Starts, lets run what needs no time, and tells how it stands. */
    run: async (input: unknown = {}) => {
      await start(input);
      return describe();
    },
    history: async (name = 'one'): Promise<string[]> => {
      const { events } = await call('GetExecutionHistory', {
        executionArn: executionArn(name),
        maxResults: 1000,
      });
      return events.map(({ type }: { type: string }) => type);
    },
    transitions: (): number =>
      Number(
        meter.report().byDimension.find(({ dimension }) => dimension === 'states.transitions')
          ?.quantity ?? 0,
      ),
  };
};

/** Step Functions with one machine, and functions that do what the test says. */
export const startStates = (
  definition: Definition | Resource,
  { path, startMs, faults, answers = {}, denied = [] }: Options = {},
) => {
  const world = worldAt(path, startMs);
  const warnings: string[] = [];
  const { invocations, invoke } = standIns(answers);
  const states = createStates({
    world,
    resources: resourcesOf('type' in definition ? (definition as Resource) : machine(definition)),
    invoke,
    iam: iamWithout(denied),
    warn: (message) => warnings.push(message),
    ...(faults && { faults }),
  });
  states.start();
  return { world, states, invocations, warnings, ...shorthand(states, world) };
};

/** A task that invokes a function and gives its answer. */
export const task = (name: string, more: Definition = {}): Definition => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: functionArn(name), Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  ...more,
});

/** A task that hands a token on and waits. */
export const waitingTask = (name: string, more: Definition = {}): Definition => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: {
    FunctionName: functionArn(name),
    Payload: { token: '{% $states.context.Task.Token %}' },
  },
  ...more,
});
