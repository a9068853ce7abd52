import {
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { vi } from 'vitest';
import type { Saga } from '../../../domain/shared/names.ts';
import type { Outcome } from '../../../local/kernel/invoke.ts';
import { createStates } from '../../../local/states/service.ts';
import { synthesised } from '../../infra/support/templates.ts';
import { resource, resourcesOf, worldAt } from '../../local/sqs/support.ts';

type Step = (payload: never) => Promise<unknown>;

/** The definition of a saga as the template has it, with each function by its handler's name. */
const definitionOf = async (saga: Saga, context: string): Promise<string> => {
  const { ofType } = await synthesised('local');
  const functionOf = (logicalId: string): string =>
    ofType('AWS::Lambda::Function').find(({ id }) => id === logicalId)?.properties.FunctionName;
  const [machine] = ofType('AWS::StepFunctions::StateMachine').filter(({ properties }) =>
    properties.StateMachineName.includes(saga),
  );
  return machine?.properties.DefinitionString['Fn::Join'][1]
    .map((part: string | { readonly 'Fn::GetAtt': readonly [string, string] }) =>
      typeof part === 'string'
        ? part
        : `arn:aws:lambda:eu-west-1:000000000000:function:${functionOf(part['Fn::GetAtt'][0]).replace(`assay-local-${context}-`, '')}`,
    )
    .join('');
};

export interface DeclaredSaga {
  readonly saga: Saga;
  readonly definition: string;
  readonly steps: Readonly<Record<string, Step>>;
}

/** A saga as it is declared, with the handlers of a context that its definition names. */
export const declaredSaga = async (saga: Saga, context: string): Promise<DeclaredSaga> => {
  const definition = await definitionOf(saga, context);
  const names = [...definition.matchAll(/:function:([a-z-]+)/g)].map(([, name]) => name ?? '');
  const stepOf = async (name: string) =>
    (await import(`../../../functions/${context}/${name}.ts`)).handler as Step;
  const steps = await Promise.all(names.map(async (name) => [name, await stepOf(name)] as const));
  return { saga, definition, steps: Object.fromEntries(steps) };
};

type Hooks = Record<string, (() => unknown) | undefined>;

/** Runs the steps' own functions, at the engine's time; what a test hangs before or after one may fail it. */
const runner = (steps: Readonly<Record<string, Step>>, now: () => number) => {
  const run = {
    invoked: [] as string[],
    before: {} as Hooks,
    after: {} as Hooks,
    running: 0,
    invoke: async (arn: string, payload: unknown): Promise<Outcome> => {
      const name = arn.split(':').at(-1) ?? '';
      run.invoked.push(name);
      run.running += 1;
      vi.setSystemTime(now());
      try {
        await run.before[name]?.();
        const said = (await steps[name]?.(payload as never)) ?? null;
        await run.after[name]?.();
        return { ok: true, payload: said };
      } catch (error) {
        return { ok: false, errorType: 'Error', errorMessage: String(error) };
      } finally {
        run.running -= 1;
      }
    },
  };
  return run;
};

/** A saga of the template in virtual time, with its own steps over the store; the bus is the test. */
export const openSaga = ({ saga, definition, steps }: DeclaredSaga) => {
  const machineArn = `arn:aws:states:eu-west-1:000000000000:stateMachine:${saga}`;
  const world = worldAt();
  const run = runner(steps, () => world.timeline.now());
  const states = createStates({
    world,
    resources: resourcesOf({
      ...resource('AWS::StepFunctions::StateMachine', saga, machineArn, {
        RoleArn: 'arn:aws:iam::000000000000:role/saga',
        DefinitionString: definition,
      }),
      ref: machineArn,
    }),
    invoke: run.invoke,
    iam: { check: () => undefined },
    warn: () => undefined,
  });
  states.start();
  const call = async (operation: string, input: object) =>
    states.call({ operation, input, caller: { kind: 'cloud', name: 'test' } });
  answerWith(call);
  /** Until no step has run for a while; a step that waits for this itself does not count. */
  const settle = async () => {
    const mine = run.running;
    for (let quiet = 0; quiet < 40; quiet = run.running > mine ? 0 : quiet + 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  world.timeline.settleWith?.(settle);
  const nameOf = (name: string) => `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    invoked: run.invoked,
    /** Runs before a step's function, which fails when it throws. */
    before: run.before,
    /** Runs after it: when this throws, the function has done its work and fails all the same. */
    after: run.after,
    settle,
    now: () => world.timeline.now(),
    start: async (name: string, told: object) => {
      const input = JSON.stringify(told);
      await call('StartExecution', { stateMachineArn: machineArn, name, input });
      await settle();
    },
    pass: async (seconds: number) => {
      await world.timeline.advance(seconds * 1_000);
      await settle();
    },
    status: async (name: string): Promise<string> => {
      await settle();
      const told = await call('DescribeExecution', { executionArn: nameOf(name) });
      return (told as { readonly status: string }).status;
    },
    transitions: (): number =>
      Number(
        world.meter.report().byDimension.find(({ dimension }) => dimension === 'states.transitions')
          ?.quantity ?? 0,
      ),
  };
};

export type SagaWorld = ReturnType<typeof openSaga>;

/** Fails a step's function before it begins. */
export const broken = () => {
  throw new Error('broken');
};

/** Lets a step's function die the first time that it has done its work; answers how often it ran. */
export const diesOnce = ({ after }: SagaWorld, step: string): (() => number) => {
  let runs = 0;
  after[step] = () => {
    runs += 1;
    if (runs === 1) throw new Error('killed');
  };
  return () => runs;
};

/** Listens to what functions print from now on: the names in it, metrics among them. */
export const printedNames = (): (() => readonly string[]) => {
  const lines = vi.spyOn(console, 'log').mockClear().mockReturnValue();
  return () => lines.mock.calls.flatMap(([line]) => Object.keys(JSON.parse(`${line}`)));
};

const refusals = { TaskTimedOut, TaskDoesNotExist, InvalidToken };

/** The functions' own client answers steps of this engine. */
const answerWith = (call: (operation: string, input: object) => Promise<unknown>): void => {
  const client = mockClient(SFNClient);
  client.on(SendTaskSuccessCommand).callsFake(async (input: object) => {
    try {
      return await call('SendTaskSuccess', input);
    } catch (error) {
      const Refused = refusals[(error as { readonly code?: string }).code as keyof typeof refusals];
      if (Refused === undefined) throw error;
      throw new Refused({ $metadata: {}, message: 'no' });
    }
  });
};
