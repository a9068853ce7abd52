import type { Activity } from '../kernel/activity.ts';
import { createAlarm } from '../kernel/alarm.ts';
import type { Invoke, Outcome } from '../kernel/invoke.ts';
import type { Resources } from '../kernel/resources.ts';
import type { World } from '../kernel/world.ts';
import { type AsyncRow, openAsyncTable } from './async-table.ts';

/** Sends what is left of a failed event to a queue, topic, bus or function; returns once that is safe. */
export type Deliver = (
  targetArn: string,
  body: unknown,
  attributes: Readonly<Record<string, string>>,
) => Promise<void>;

/** What AWS Lambda documents: two retries, the first after one minute, the second after two more. */
const RETRY_DELAYS_MS = [60_000, 120_000] as const;
const MAXIMUM_AGE_SECONDS = 21_600;

interface Rules {
  readonly retriesMax: number;
  readonly ageMsMax: number;
  readonly onFailureArn: string | undefined;
  readonly onSuccessArn: string | undefined;
}

/** A function's AWS::Lambda::EventInvokeConfig, or Lambda's defaults. */
const rulesFor = (resources: Resources, functionName: string): Rules => {
  const config = resources
    .ofType('AWS::Lambda::EventInvokeConfig')
    .find(({ properties }) => properties['FunctionName'] === functionName)?.properties;
  const destinations = config?.['DestinationConfig'];
  return {
    retriesMax: config?.['MaximumRetryAttempts'] ?? RETRY_DELAYS_MS.length,
    ageMsMax: (config?.['MaximumEventAgeInSeconds'] ?? MAXIMUM_AGE_SECONDS) * 1000,
    onFailureArn: destinations?.OnFailure?.Destination,
    onSuccessArn: destinations?.OnSuccess?.Destination,
  };
};

/** When a failed event is tried again; undefined when it has had its tries or grown too old. */
const retryMs = (row: AsyncRow, attempts: number, rules: Rules, nowMs: number) => {
  const delayMs = RETRY_DELAYS_MS[attempts - 1];
  if (delayMs === undefined || attempts > rules.retriesMax) return undefined;
  return nowMs + delayMs - row.queued_ms > rules.ageMsMax ? undefined : nowMs + delayMs;
};

/** The record that AWS sends to a destination ("Capturing records of Lambda asynchronous invocations"). */
const recordOf = (row: AsyncRow, outcome: Outcome, attempts: number, nowMs: number) => ({
  version: '1.0',
  timestamp: new Date(nowMs).toISOString(),
  requestContext: {
    requestId: String(row.id),
    functionArn: `${row.function_arn}:$LATEST`,
    condition: outcome.ok ? 'Success' : 'RetriesExhausted',
    approximateInvokeCount: attempts,
  },
  requestPayload: JSON.parse(row.payload),
  responseContext: {
    statusCode: 200,
    executedVersion: '$LATEST',
    ...(outcome.ok ? {} : { functionError: 'Unhandled' }),
  },
  responsePayload: outcome.ok
    ? outcome.payload
    : { errorType: outcome.errorType, errorMessage: outcome.errorMessage },
});

/** Lambda's queue of asynchronous events: kept in storage, tried three times, then passed to a destination or DLQ. */
export const createAsyncInvocations = ({
  world,
  resources,
  invoke,
  deliver,
  deadLetterArn,
  nameOf,
}: {
  readonly world: World;
  readonly resources: Resources;
  readonly invoke: Invoke;
  readonly deliver: Deliver;
  readonly deadLetterArn: (functionArn: string) => string | undefined;
  readonly nameOf: (functionArn: string) => string;
}) => {
  const { timeline, storage } = world;
  const table = openAsyncTable(storage);
  const running = new Set<number>();
  let stopped = true;

  const conclude = async (row: AsyncRow, outcome: Outcome, attempts: number, rules: Rules) => {
    const record = recordOf(row, outcome, attempts, timeline.now());
    const destination = outcome.ok ? rules.onSuccessArn : rules.onFailureArn;
    if (destination !== undefined) await deliver(destination, record, {});
    const deadLetter = outcome.ok ? undefined : deadLetterArn(row.function_arn);
    if (deadLetter !== undefined && !outcome.ok)
      await deliver(deadLetter, record.requestPayload, {
        RequestID: String(row.id),
        ErrorCode: '200',
        ErrorMessage: outcome.errorMessage,
      });
    storage.begin();
    table.remove(row);
  };
  const attempt = async (row: AsyncRow) => {
    const rules = rulesFor(resources, nameOf(row.function_arn));
    const outcome = await invoke(row.function_arn, JSON.parse(row.payload));
    const attempts = row.attempts + 1;
    const dueMs = outcome.ok ? undefined : retryMs(row, attempts, rules, timeline.now());
    if (dueMs === undefined) return conclude(row, outcome, attempts, rules);
    storage.begin();
    table.postpone(row, attempts, dueMs);
  };
  const pump = () => {
    if (stopped) return;
    const nowMs = timeline.now();
    for (const row of table.due(nowMs)) {
      if (running.has(row.id)) continue;
      running.add(row.id);
      const done = () => {
        running.delete(row.id);
        pump();
      };
      // What fails here is the delivery of the outcome; the row stays and is tried again.
      attempt(row).then(done, () => {
        running.delete(row.id);
        alarm.by(timeline.now() + 1000);
      });
    }
    const next = table.nextDueMs(nowMs);
    if (next !== undefined) alarm.by(next);
  };
  const alarm = createAlarm(timeline, pump);

  return {
    invokeAsync: (functionArn: string, payload: unknown) => {
      storage.begin();
      table.insert(functionArn, JSON.stringify(payload ?? null), timeline.now());
      storage.durable().then(pump, () => undefined);
    },
    start: () => {
      stopped = false;
      pump();
    },
    stop: () => {
      stopped = true;
      alarm.stop();
    },
    activity: (): Activity => {
      const nowMs = timeline.now();
      return {
        ready: stopped ? 0 : table.due(nowMs).filter(({ id }) => !running.has(id)).length,
        inFlight: running.size,
        delayed: table.delayed(nowMs),
        nextDueMs: table.nextDueMs(nowMs),
      };
    },
  };
};
