import { type Activity, sumActivities } from '../kernel/activity.ts';
import type { Invoke, InvokeAsync } from '../kernel/invoke.ts';
import { oneTurn, type Turn } from '../kernel/quiet.ts';
import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Caller, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { createAsyncInvocations, type Deliver } from './async-invocations.ts';
import type { Bundle } from './bundle.ts';
import { type Declaration, declarationOf, runnable } from './definition.ts';
import { createInstance } from './instance.ts';
import { createLogs, type LogLine, type Logs } from './logs.ts';
import { createNetwork, type Reachable } from './network.ts';
import { type BilledDuration, createPool, measuredDuration, type Pool } from './pool.ts';
import { createLambdaService } from './service.ts';
import { watchStrays } from './strays.ts';
import { createThreads, type Threads } from './threads/threads.ts';

/** How the local cloud runs functions, where AWS leaves it open. */
export interface LambdaOptions {
  /** Instances of one function at most, unless it reserves fewer. */
  readonly concurrency?: number;
  /** Variables for every function beside those of the template. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly duration?: BilledDuration;
  readonly onLine?: (functionName: string, line: LogLine) => void;
  /** Threads that the functions run on, beside the process's own, which is then left to the services; without any, all share it. */
  readonly threads?: number | undefined;
  /** Compiled bundles by path, for a process that opens the same assembly again and again; threads compile their own. */
  readonly bundles?: Map<string, Bundle>;
}

/** All functions of the template. */
export interface Lambda {
  readonly invoke: Invoke;
  readonly invokeAsync: InvokeAsync;
  /** The `lambda` API for functions that call functions. */
  readonly service: Service;
  readonly logs: Logs;
  /** Begins to work off queued events, those of an earlier process included. */
  readonly start: () => void;
  readonly stop: () => void;
  readonly activity: () => Activity;
  /** Lets functions get on by a turn of the event loop, on whatever threads they are. */
  readonly turn: Turn;
  /** Ends the instances of a function (or of all), as a crash would. */
  readonly kill: (functionName?: string) => void;
  readonly names: () => readonly string[];
}

const INSTANCES_MAX = 8;

/** `arn:aws:lambda:…:function:name:alias`, `name:alias` and `name` alike: the name. */
const nameOf = (given: string): string => {
  const at = given.startsWith('arn:') ? given.split(':').slice(6) : given.split(':');
  return at[0] ?? '';
};

interface Running {
  readonly definition: Declaration;
  readonly pool: Pool;
}

const openFunctions = (
  resources: Resources,
  assetPath: (s3Key: string) => string | undefined,
  run: (definition: Declaration) => Running,
): ReadonlyMap<string, Running> =>
  new Map(
    resources
      .ofType('AWS::Lambda::Function')
      .map((resource) => declarationOf(resource, assetPath))
      .map((definition) => [definition.name, run(definition)] as const),
  );

/** Starts instances on threads of their own, or else on the process's. */
const starterOf = (
  world: World,
  logs: Logs,
  { threads, bundles = new Map<string, Bundle>() }: LambdaOptions,
): Threads =>
  threads === undefined
    ? {
        start: ({ declaration, ...rest }) =>
          createInstance({ ...rest, world, logs, definition: runnable(declaration, bundles) }),
        stop: () => {},
        turn: oneTurn,
      }
    : createThreads({ world, logs, count: threads });

interface LambdaInput {
  readonly world: World;
  readonly resources: Resources;
  readonly assetPath: (s3Key: string) => string | undefined;
  readonly reachable: Reachable;
  /** Where failed asynchronous events go. */
  readonly deliver: Deliver;
  readonly options?: LambdaOptions;
}

/** Runs the template's functions: their own bundles, each instance with its own time, chance, environment and network. */
export const createLambda = ({
  world,
  resources,
  assetPath,
  reachable,
  deliver,
  options = {},
}: LambdaInput): Lambda => {
  const logs = createLogs({ meter: world.meter, onLine: options.onLine });
  const starter = starterOf(world, logs, options);

  const run = (definition: Declaration): Running => {
    const { name, roleArn, reserved } = definition;
    const caller: Caller = { kind: 'role', roleId: roleArn, functionId: name };
    const network = createNetwork(reachable, caller);
    const environment = options.environment ?? {};
    const pool = createPool({
      world,
      definition,
      limit: Math.min(options.concurrency ?? INSTANCES_MAX, reserved ?? INSTANCES_MAX),
      duration: options.duration ?? measuredDuration,
      start: () => starter.start({ declaration: definition, network, environment }),
    });
    return { definition, pool };
  };
  const functions = openFunctions(resources, assetPath, run);
  const found = (given: string): Running => {
    const running = functions.get(nameOf(given));
    if (running !== undefined) return running;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${given}`, {
      status: 404,
    });
  };

  const invoke: Invoke = async (arn, payload) => found(arn).pool.invoke(payload, arn);
  const queue = createAsyncInvocations({
    world,
    resources,
    invoke,
    deliver,
    nameOf,
    deadLetterArn: (arn) => found(arn).definition.deadLetterArn,
  });
  const { invokeAsync } = queue;
  const arnOf = (name: string) => found(name).definition.arn;
  let unwatch: (() => void) | undefined;
  const pools = () => [...functions.values()].map(({ pool }) => pool);
  return {
    invoke,
    invokeAsync,
    service: createLambdaService({ world, invoke, invokeAsync, arnOf }),
    logs,
    start: () => {
      unwatch ??= watchStrays();
      queue.start();
    },
    stop: () => {
      queue.stop();
      starter.stop();
      unwatch?.();
      unwatch = undefined;
    },
    activity: () =>
      sumActivities([
        queue.activity(),
        ...pools().map((pool) => ({
          ready: pool.waiting(),
          inFlight: pool.running(),
          delayed: 0,
          nextDueMs: undefined,
        })),
      ]),
    turn: starter.turn,
    kill: (name) => {
      for (const pool of name === undefined ? pools() : [found(name).pool]) pool.kill();
    },
    names: () => [...functions.keys()],
  };
};
