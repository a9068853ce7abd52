/**
 * How sealed values are written. `sealed:<text>` is bound to the place where it stands, a state or an event;
 * `sealed@<event id>:<text>` stands in a state that was folded from events, and is still bound to its event.
 */
const mark = 'sealed:';
const eventMark = 'sealed@';

export interface SealedText {
  /** The event that it is bound to; undefined for the place where it stands. */
  readonly eventId: string | undefined;
  readonly bytes: Buffer;
}

export const sealedText = (bytes: Buffer): string => mark + bytes.toString('base64url');

/** What a value holds when it is sealed; undefined for anything else. */
export const parseSealed = (value: unknown): SealedText | undefined => {
  if (typeof value !== 'string') return undefined;
  if (!value.startsWith(mark) && !value.startsWith(eventMark)) return undefined;
  const colon = value.indexOf(':');
  const eventId = value.startsWith(mark) ? undefined : value.slice(eventMark.length, colon);
  return { eventId, bytes: Buffer.from(value.slice(colon + 1), 'base64url') };
};

/** A value that was sealed in an event, as it may stand elsewhere. */
export const withEvent = (value: unknown, eventId: string): unknown =>
  typeof value === 'string' && value.startsWith(mark)
    ? `${eventMark}${eventId}:${value.slice(mark.length)}`
    : value;
