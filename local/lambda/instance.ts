import type { Outcome } from '../kernel/invoke.ts';
import type { Clock } from '../kernel/timeline.ts';
import type { World } from '../kernel/world.ts';
import type { Scope } from './bundle.ts';
import type { FunctionDefinition } from './definition.ts';
import { contextOf, runtimeEnvironment } from './environment.ts';
import type { Logs } from './logs.ts';
import type { Network } from './network.ts';
import type { Level } from './sandbox/console.ts';
import { createSandbox } from './sandbox/sandbox.ts';
import { blaming } from './strays.ts';

/** What came of a request as it goes over the wire: the payload is JSON. */
export type Written =
  | { readonly ok: true; readonly json: string }
  | Extract<Outcome, { readonly ok: false }>;

/** One execution environment: module scope loaded once, one request at a time. */
export interface Instance {
  /** `json` is the payload; without one the handler is given undefined. */
  readonly invoke: (
    json: string | undefined,
    requestId: string,
    invokedArn: string,
  ) => Promise<Written>;
  /** False once it timed out or crashed: it must not serve again. */
  readonly alive: () => boolean;
  /** Ends it where it stands: the current request fails, and its timers and replies come to nothing. */
  readonly kill: () => void;
  /** Lets go of it while it waits for a request that will never come. */
  readonly forget: () => void;
}

/** What an instance has of the world. */
export interface Surroundings extends Pick<World, 'random' | 'region'> {
  readonly timeline: Clock;
}

interface InstanceOptions {
  readonly world: Surroundings;
  readonly definition: FunctionDefinition;
  readonly network: Network;
  readonly logs: Pick<Logs, 'write'>;
  /** Added to what the template says. */
  readonly environment: Readonly<Record<string, string>>;
  /** Hears once what ended it, whether or not anybody waits for an answer. */
  readonly onEnd?: (outcome: Written) => void;
}

type Handler = (event: unknown, context: object) => unknown;

/** A request that failed. */
export const failure = (errorType: string, errorMessage: string): Written => ({
  ok: false,
  errorType,
  errorMessage,
});

const failureOf = (error: unknown): Written =>
  error instanceof Error
    ? failure(error.name, error.message)
    : failure(typeof error, String(error));

const written = (payload: unknown): Written => {
  try {
    return { ok: true, json: JSON.stringify(payload ?? null) };
  } catch (error) {
    return failure('Runtime.MarshalError', error instanceof Error ? error.message : String(error));
  }
};

const never = new Promise<never>(() => undefined);

/** Loads the handler at its first request and calls it; `crash` ends the instance that cannot load. */
const createRunner = (
  definition: FunctionDefinition,
  scope: Scope,
  write: (level: Level, text: string) => void,
  crash: (outcome: Written) => void,
) => {
  let handler: Handler | undefined;
  const load = (): Handler => {
    const exported = definition.bundle()(scope)[definition.exportName];
    if (typeof exported === 'function') return exported as Handler;
    throw new Error(`${definition.path} exports no function called ${definition.exportName}`);
  };
  return async (json: string | undefined, context: object): Promise<Written> => {
    try {
      handler ??= load();
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const failed = failure('Runtime.ImportModuleError', reason);
      crash(failed);
      return failed;
    }
    try {
      const payload = json === undefined ? undefined : JSON.parse(json);
      return written(await handler(payload, context));
    } catch (error) {
      write('ERROR', `Invoke Error ${error instanceof Error ? error.stack : String(error)}`);
      return failureOf(error);
    }
  };
};

/** Starts an instance. What goes wrong in its module scope, the first request hears. */
export const createInstance = (options: InstanceOptions): Instance => {
  const { world, definition, network, logs } = options;
  const { timeline } = world;
  const env: Record<string, string> = {
    ...runtimeEnvironment(world, definition),
    ...definition.environment,
    ...options.environment,
  };
  let requestId = '';
  let living = true;
  let settle: ((outcome: Written) => void) | undefined;

  const write = (level: Level, text: string) => {
    if (living) logs.write(definition.name, { atMs: timeline.now(), requestId, level, text });
  };
  const end = (outcome: Written) => {
    if (!living) return;
    if (!outcome.ok) write('ERROR', `${outcome.errorType}: ${outcome.errorMessage}`);
    living = false;
    sandbox.stop();
    settle?.(outcome);
    options.onEnd?.(outcome);
  };
  const crash = (error: unknown) => end(failureOf(error));
  const sandbox = createSandbox({
    path: definition.path,
    env,
    timeline,
    random: world.random,
    write,
    // A dead instance's calls may still happen, but it learns nothing of them.
    network: async (request) => {
      const response = await (living ? network(request) : never);
      return living ? response : never;
    },
    fail: crash,
  });
  const run = createRunner(definition, sandbox.scope, write, end);

  return {
    alive: () => living,
    kill: () => end(failure('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited`)),
    forget: () => {},
    invoke: async (json, id, invokedArn) => {
      requestId = id;
      env['_X_AMZN_TRACE_ID'] = `Root=1-00000000-${id.replaceAll('-', '').slice(0, 24)};Sampled=0`;
      const cut = new Promise<Written>((resolve) => {
        settle = resolve;
      });
      const { timeoutMs } = definition;
      const seconds = (timeoutMs / 1000).toFixed(2);
      const message = `RequestId: ${id} Error: Task timed out after ${seconds} seconds`;
      const cancel = timeline.after(timeoutMs, () => end(failure('Sandbox.Timedout', message)));
      const deadlineMs = timeline.now() + timeoutMs;
      const context = contextOf(world, definition, id, invokedArn, deadlineMs);
      const outcome = await Promise.race([blaming(crash, () => run(json, context)), cut]);
      cancel();
      settle = undefined;
      return outcome;
    },
  };
};
