import { type DerivedEventType, derivedSource } from '../../domain/shared/names.ts';
import { inParts } from '../../domain/shared/parts.ts';
import { required } from './env.ts';
import { entriesPerCall, putEvents } from './put-events.ts';
import { derivedId } from './uuid.ts';

/**
 * An event that is told and not stored, since it can be derived: after a read table changed, or to hand work on. It
 * has the envelope of the others, so that the same consumers read it, and a source of its own, so that no rule for
 * stored events takes it for one.
 */
export interface DerivedEvent {
  readonly type: DerivedEventType;
  /** The same for every try. */
  readonly eventId: string;
  readonly aggregateId: string;
  readonly userId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: string;
  readonly correlationId: string;
  readonly causationId: string;
}

const entryOf = (event: DerivedEvent) => {
  const { eventId, at, userId, correlationId, causationId } = event;
  return {
    EventBusName: required('eventBusName'),
    Source: derivedSource,
    DetailType: event.type,
    Detail: JSON.stringify({
      eventId,
      aggregateId: event.aggregateId,
      aggregateType: 'derived',
      eventType: event.type,
      eventData: event.data,
      timestamp: at,
      userId,
      metadata: { eventId, correlationId, causationId, timestamp: at, userId, version: 1 },
    }),
  };
};

/** The event that follows from another: the same id for every delivery of that one. */
export const derivedEvent = (
  cause: {
    readonly eventId: string;
    readonly aggregateId: string;
    readonly userId: string;
    readonly timestamp: string;
    readonly metadata: { readonly correlationId: string };
  },
  type: DerivedEventType,
  data: Readonly<Record<string, unknown>>,
): DerivedEvent => ({
  type,
  eventId: derivedId(cause.eventId, type),
  aggregateId: cause.aggregateId,
  userId: cause.userId,
  data,
  at: cause.timestamp,
  correlationId: cause.metadata.correlationId,
  causationId: cause.eventId,
});

const callsAtOnce = 8;

/** Tells the bus of derived events. Throws unless it took them all: whoever calls is called again. */
export const publishDerived = async (events: readonly DerivedEvent[]): Promise<void> => {
  const entries = events.map(entryOf);
  for (const calls of inParts(inParts(entries, entriesPerCall), callsAtOnce)) {
    const refused = await Promise.all(calls.map(putEvents));
    if (refused.some((places) => places.length > 0))
      throw new Error('the bus did not take a derived event');
  }
};
