import type { Aggregate } from '../../../domain/shared/decider.ts';

/** Any event of the published language. */
export interface AnyEvent {
  readonly type: string;
  readonly data: object;
}

/** What the store must know of an aggregate: how its events change its state, and which code wrote that state. */
export type Folding<State, Event> = Omit<Aggregate<State, never, Event>, 'decide'>;

/** Who caused a commit, and by what: becomes the metadata of each of its events. */
export interface Cause {
  /** The command's id (UUID): the same for every try of one request. */
  readonly commandId: string;
  readonly correlationId: string;
  /** The event or request that led to this command. */
  readonly causationId: string;
  /** The acting person; `system` and `bank` act without one. */
  readonly userId: string;
  /** ISO 8601, milliseconds, UTC. */
  readonly at: string;
  /** Personal data: stored sealed under the acting person's key. */
  readonly ipAddress?: string;
  readonly userAgent?: string;
  /** A digest of the request's body (base64url), so that a reused idempotency key with another body is seen. */
  readonly requestHash?: string;
}

/** What one commit holds once decoded. */
export interface Commit<State = unknown> {
  readonly stream: string;
  /** The version of the first event; the next commit starts at `version + events.length`. */
  readonly version: number;
  readonly commandId: string;
  readonly events: readonly StoredEvent[];
  readonly state: State;
  readonly stateVersion: number;
  readonly hash: Uint8Array;
  readonly meta: CommitMeta;
  readonly recent: readonly RecentCommand[];
}

/** An event inside a commit; `version` is its schema version, `data` the published fields (personal ones sealed). */
export interface StoredEvent {
  readonly eventId: string;
  readonly type: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface CommitMeta {
  readonly at: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly userId: string;
  /** Sealed JSON of ipAddress and userAgent. */
  readonly who?: string | undefined;
  readonly requestHash?: string | undefined;
  /** Until then (ISO 8601), some command ids live in guard items because the window below had no room. */
  readonly overflowUntil?: string | undefined;
}

/** A command of the last 24 hours: the first bytes of its id, its commit's version and its time. */
export interface RecentCommand {
  readonly fingerprint: number;
  readonly version: number;
  readonly atSeconds: number;
}

/** The newest state of a stream and where the next commit goes. `version` 0 means that nothing was written yet. */
export interface Head<State> {
  readonly state: State;
  /** The version of the newest event. */
  readonly version: number;
  readonly hash: Uint8Array;
  readonly recent: readonly RecentCommand[];
  readonly overflowUntil?: string;
}
