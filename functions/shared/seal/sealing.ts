import type { AggregateType } from '../../../domain/shared/names.ts';
import {
  mapPersonalData,
  personalPathsOfEvent,
  personalPathsOfState,
} from '../../../domain/shared/personal-data.ts';
import type { Cause, StoredEvent } from '../store/types.ts';
import { decryptWith, encrypt, personKey } from './person-keys.ts';
import { parseSealed, sealedText } from './sealed-text.ts';

const userAgentMax = 160;

/** Whose key seals the data of a stream: the person that its state names, or the stream's own id where it names none. */
const personOf = (stream: string, state: unknown): string => {
  const named = (state as { readonly userId?: unknown } | null)?.userId;
  return typeof named === 'string' && named !== '' ? named : stream.slice(stream.indexOf('-') + 1);
};

const keyOf = async (person: string): Promise<Buffer> => {
  const key = await personKey(person);
  if (key === undefined) throw new Error('this person has no data key');
  return key;
};

const seal = (key: Buffer, aad: string, value: unknown): unknown =>
  parseSealed(value) === undefined
    ? sealedText(encrypt(key, Buffer.from(JSON.stringify(value)), aad))
    : value;

/** Seals the personal fields of events that are about to be written. */
export const sealEvents = async (
  stream: string,
  state: unknown,
  events: readonly StoredEvent[],
): Promise<StoredEvent[]> => {
  if (events.every(({ type }) => personalPathsOfEvent(type).length === 0)) return [...events];
  const key = await keyOf(personOf(stream, state));
  return events.map((event) => ({
    ...event,
    data: mapPersonalData(event.data, personalPathsOfEvent(event.type), (value) =>
      seal(key, `${stream}|${event.eventId}`, value),
    ),
  }));
};

/** Seals the personal fields of a state; what is sealed already stays as it is. */
export const sealState = async <S>(type: AggregateType, stream: string, state: S): Promise<S> => {
  const paths = personalPathsOfState(type);
  if (paths.length === 0) return state;
  const key = await keyOf(personOf(stream, state));
  return mapPersonalData(state, paths, (value) => seal(key, `${stream}|state`, value));
};

/** The client's address and agent, sealed under the acting person's key; nothing where there is no person. */
export const sealWho = async (stream: string, cause: Cause): Promise<string | undefined> => {
  if (cause.ipAddress === undefined && cause.userAgent === undefined) return undefined;
  const key = await personKey(cause.userId);
  if (key === undefined) return undefined;
  return seal(key, `${stream}|who`, [
    cause.ipAddress ?? '',
    (cause.userAgent ?? '').slice(0, userAgentMax),
  ]) as string;
};

const open = (key: Buffer, aad: string, value: unknown): unknown => {
  const sealed = parseSealed(value);
  return sealed === undefined ? value : JSON.parse(decryptWith(key, sealed.bytes, aad).toString());
};

/** Opens the personal fields of a state. Throws when the person was erased. */
export const openState = async <S>(type: AggregateType, stream: string, state: S): Promise<S> => {
  const key = await keyOf(personOf(stream, state));
  return mapPersonalData(state, personalPathsOfState(type), (value) =>
    open(key, `${stream}|${parseSealed(value)?.eventId ?? 'state'}`, value),
  );
};

/** Opens the personal fields of a stored event of a person. Throws when the person was erased. */
export const openEvent = async (
  stream: string,
  person: string,
  { eventId, type, data }: StoredEvent,
): Promise<StoredEvent['data']> => {
  const key = await keyOf(person);
  return mapPersonalData(data, personalPathsOfEvent(type), (value) =>
    open(key, `${stream}|${eventId}`, value),
  );
};
