import type { FaultPoint, Faults } from '../../local/kernel/faults.ts';
import type { Timeline } from '../../local/kernel/timeline.ts';
import type { CallFaults } from '../../local/lambda/network.ts';
import { textOf, type WireRequest, type WireResponse } from '../../local/wire/message.ts';
import { chanceOf } from './chance.ts';
import { passing } from './clockwork.ts';
import { createWeather, type FaultRates, type Weather } from './weather.ts';

/** How old an eventually consistent read may be, and how many are remembered for it. */
const staleMsMax = 1_000;
const staleReadsMax = 256;

/** Everything that goes wrong in one run. */
export interface FaultPlan extends Omit<Weather, 'happens' | 'isDown'> {
  readonly faults: Faults;
  readonly calls: CallFaults;
  readonly losesAnswer: () => boolean;
}

const awsError = (type: string, fields: object = {}): WireResponse => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, ...fields }),
});

const conflictOf = (request: WireRequest): WireResponse => {
  const { TransactItems } = JSON.parse(textOf(request.body)) as {
    readonly TransactItems: readonly unknown[];
  };
  return awsError('TransactionCanceledException', {
    message: 'Transaction cancelled',
    CancellationReasons: TransactItems.map((_, index) => ({
      Code: index === 0 ? 'TransactionConflict' : 'None',
    })),
  });
};

const operationOf = ({ headers }: WireRequest): string =>
  headers['x-amz-target']?.split('.').at(-1) ?? '';

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems']);

/** What tells one eventually consistent read from another; undefined for all other calls. */
const readOf = (request: WireRequest): string | undefined => {
  const operation = operationOf(request);
  if (operation !== 'Query' && operation !== 'GetItem') return undefined;
  const text = textOf(request.body);
  return text.includes('"ConsistentRead":true') ? undefined : `${operation} ${text}`;
};

const rejections: Readonly<Partial<Record<FaultPoint, string>>> = {
  'sqs.send': 'ServiceUnavailable',
  'events.put': 'InternalFailure',
  'events.deliver': 'ThrottlingException',
  'sources.invoke': 'TooManyRequestsException',
  'states.invoke': 'TooManyRequestsException',
};

/** Remembers what reads were answered a moment ago. */
const createStaleReads = (timeline: () => Timeline) => {
  const answers = new Map<string, { readonly response: WireResponse; readonly atMs: number }>();
  return {
    before: (request: WireRequest): WireResponse | undefined => {
      const read = readOf(request);
      const earlier = read === undefined ? undefined : answers.get(read);
      if (earlier === undefined || timeline().now() - earlier.atMs > staleMsMax) return undefined;
      return earlier.response;
    },
    keep: (request: WireRequest, response: WireResponse): void => {
      const read = readOf(request);
      if (read === undefined) return;
      if (answers.size >= staleReadsMax) answers.clear();
      answers.set(read, { response, atMs: timeline().now() });
    },
  };
};

/** Transactions that were done, by the token that each try of one bears: to be asked again they can only succeed. */
const createDone = () => {
  const tokens = new Set<string>();
  const tokenOf = (request: WireRequest): string | undefined =>
    operationOf(request) === 'TransactWriteItems'
      ? (JSON.parse(textOf(request.body)) as { readonly ClientRequestToken?: string })
          .ClientRequestToken
      : undefined;
  return {
    has: (request: WireRequest): boolean => tokens.has(tokenOf(request) ?? ''),
    note: (request: WireRequest, { status }: WireResponse): void => {
      const token = tokenOf(request);
      if (token !== undefined && status === 200) tokens.add(token);
    },
  };
};

/** Faults of the calls that functions make to AWS. */
const callFaults = (
  seed: number,
  { happens, isDown }: Weather,
  timeline: () => Timeline,
): CallFaults => {
  const chance = chanceOf(seed, 'delays of calls');
  const reads = createStaleReads(timeline);
  const done = createDone();
  /** A bus that is down either does not answer, or answers that it refused the entries. */
  const unreachable = (service: string): boolean =>
    isDown(service) && (service !== 'events' || chance.hit(0.5));
  return {
    before: async (request) => {
      if (happens('slowCall')) await passing(timeline(), chance.between(1, 400));
      if (unreachable(request.host.split('.')[0] ?? '') || happens('lostCall')) return 'reset';
      const earlier = reads.before(request);
      if (earlier !== undefined && happens('staleRead')) return earlier;
      const operation = operationOf(request);
      if (
        operation === 'TransactWriteItems' &&
        happens('transactionConflict') &&
        !done.has(request)
      )
        return conflictOf(request);
      if (writes.has(operation) && happens('throttledWrite'))
        return awsError('ThrottlingException', { message: 'Rate exceeded' });
      return undefined;
    },
    after: async (request, _caller, response) => {
      done.note(request, response);
      reads.keep(request, response);
      const lost = writes.has(operationOf(request)) ? 'lostWriteReply' : 'lostReply';
      return happens(lost) ? 'reset' : undefined;
    },
  };
};

/** The faults of a seed, by rates, in bursts and outages; none before `resume`. */
export const createFaultPlan = (
  seed: number,
  rates: FaultRates,
  timeline: () => Timeline,
): FaultPlan => {
  const weather = createWeather(seed, rates, timeline);
  const { happens, isDown } = weather;
  const chance = chanceOf(seed, 'delays of deliveries');
  return {
    ...weather,
    faults: {
      arrivalsMs: (point) => {
        const late = point === 'sources.invoke' ? 2_000 : 30_000;
        const first = happens('lateDelivery') ? chance.between(1, late) : 0;
        return happens('doubledDelivery') ? [first, first + chance.between(1, 20_000)] : [first];
      },
      rejection: (point) => {
        if (point === 'sources.reply')
          return happens('lostOutcome') ? 'ServiceUnavailableException' : undefined;
        if (point === 'states.reply')
          return happens('lostOutcome') ? 'ServiceException' : undefined;
        const service = point === 'sqs.send' ? 'sqs' : 'events';
        const invokes = point === 'sources.invoke' || point === 'states.invoke';
        const outage = !invokes && isDown(service);
        return outage || happens('refusedDelivery') ? rejections[point] : undefined;
      },
    },
    calls: callFaults(seed, weather, timeline),
    losesAnswer: () => happens('lostAnswer'),
  };
};
