import type { AggregateType } from './names.ts';

/** What every stored event says about its making. `*` (ipAddress, userAgent) is personal and sealed at rest. */
export interface EventMetadata {
  readonly eventId: string;
  /** The request that everything in one causal chain shares. */
  readonly correlationId: string;
  /** The command or event that caused this one. */
  readonly causationId: string;
  readonly timestamp: string;
  readonly userId: string;
  readonly ipAddress?: string;
  readonly userAgent?: string;
  /** The schema version of this event type. */
  readonly version: number;
}

/** An event as the store returns it: the published language in its envelope. */
export interface EventEnvelope<
  Event extends { readonly type: string; readonly data: unknown } = {
    readonly type: string;
    readonly data: Readonly<Record<string, unknown>>;
  },
> {
  readonly eventId: string;
  readonly aggregateId: string;
  readonly aggregateType: AggregateType;
  readonly eventType: Event['type'];
  readonly eventData: Event['data'];
  /** 1 for the first event of a stream, without gaps. */
  readonly sequenceNumber: number;
  readonly timestamp: string;
  readonly userId: string;
  readonly metadata: EventMetadata;
}
