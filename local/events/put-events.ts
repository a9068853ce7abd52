import { type Faults, noFaults } from '../kernel/faults.ts';
import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import type { Deliveries } from './deliveries.ts';
import { busNameOf, type Rule } from './rules.ts';
import type { BusEvent } from './target-input.ts';

// biome-ignore lint/suspicious/noExplicitAny: the API's entry, checked member by member.
type Entry = any;

type EntryResult =
  | { readonly EventId: string }
  | { readonly ErrorCode: string; readonly ErrorMessage: string };

const ENTRIES_MAX = 10;

/** All entries of a request together. Source: EventBridge API Reference, PutEvents (256 KB before 2026). */
const REQUEST_BYTES_MAX = 1_048_576;

const CHUNK_BYTES = 65_536;

/** Source: EventBridge User Guide, "Calculating PutEvents event entry size". */
const entryBytes = ({ Time, Source, DetailType, Detail, Resources = [] }: Entry): number =>
  [Source, DetailType, Detail, ...Resources].reduce(
    (sum: number, part) => sum + Buffer.byteLength(String(part ?? '')),
    Time === undefined ? 0 : 14,
  );

const failed = (ErrorCode: string, ErrorMessage: string): EntryResult => ({
  ErrorCode,
  ErrorMessage,
});

const missing = (entry: Entry): EntryResult | undefined => {
  for (const name of ['Source', 'DetailType', 'Detail'])
    if (typeof entry[name] !== 'string' || entry[name] === '')
      return failed(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
  return entry.Source.startsWith('aws.')
    ? failed('NotAuthorizedForSourceException', 'Not authorized for the source.')
    : undefined;
};

const parseDetail = (text: string): object | undefined => {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail)
      ? detail
      : undefined;
  } catch {
    return undefined;
  }
};

/** To the second, as EventBridge writes it. */
export const eventTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** PutEvents' `Time` is in seconds on the wire. */
const timeOf = (given: unknown, nowMs: number): string => {
  if (given === undefined) return eventTime(nowMs);
  return eventTime(typeof given === 'number' ? given * 1000 : Date.parse(String(given)));
};

/** Sends an event to every rule of the bus that wants it, in this turn. */
const publish = (rules: readonly Rule[], deliveries: Deliveries, event: BusEvent): void => {
  const text = JSON.stringify(event);
  for (const { pattern, targets } of rules)
    if (pattern?.(event) === true)
      for (const target of targets) deliveries.deliver(target, event, text);
};

interface Options {
  readonly world: World;
  readonly rulesByBus: ReadonlyMap<string, readonly Rule[]>;
  readonly deliveries: Deliveries;
  readonly faults?: Faults | undefined;
}

const checkRequest = (entries: readonly Entry[]): void => {
  if (entries.length < 1 || entries.length > ENTRIES_MAX)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${ENTRIES_MAX}`,
    );
  if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > REQUEST_BYTES_MAX)
    throw new AwsError(
      'ValidationException',
      'Total size of the entries in the request is over the limit.',
    );
};

/** PutEvents: each entry is accepted or refused on its own. */
export const createPutEvents = ({ world, rulesByBus, deliveries, faults = noFaults }: Options) => {
  const putEntry = (entry: Entry): EntryResult => {
    const busName = busNameOf(entry.EventBusName);
    const rules = rulesByBus.get(busName);
    const refused = missing(entry);
    if (refused !== undefined) return refused;
    if (rules === undefined)
      return failed('InvalidArgument', `Event bus ${busName} does not exist.`);
    const detail = parseDetail(entry.Detail);
    if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed.');
    const code = faults.rejection('events.put', busName);
    if (code !== undefined) return failed(code, 'Rejected by a fault.');
    const id = world.random.uuid();
    publish(rules, deliveries, {
      version: '0',
      id,
      'detail-type': entry.DetailType,
      source: entry.Source,
      account: world.account,
      time: timeOf(entry.Time, world.timeline.now()),
      region: world.region,
      resources: entry.Resources ?? [],
      detail,
    });
    world.meter.add('events.published', Math.ceil(entryBytes(entry) / CHUNK_BYTES), busName);
    return { EventId: id };
  };
  return (input: { readonly Entries?: readonly Entry[] }) => {
    const entries = input.Entries ?? [];
    checkRequest(entries);
    const Entries = entries.map(putEntry);
    return { FailedEntryCount: Entries.filter((each) => 'ErrorCode' in each).length, Entries };
  };
};
