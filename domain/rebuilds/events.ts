import type { DomainEvent } from '../shared/decider.ts';
import type { ProjectionName } from '../shared/names.ts';

/** What a rebuild found. */
export interface RebuildFindings {
  /** Events read, and rows that they make. */
  readonly events: number;
  readonly rows: number;
  /** Rows that were missing, that said something else, and that no event explained. */
  readonly restored: number;
  readonly corrected: number;
  readonly removed: number;
}

/** Somebody has a read table checked against the events, row by row. */
export type ProjectionRebuildStarted = DomainEvent<
  'ProjectionRebuildStarted',
  {
    readonly rebuildId: string;
    readonly projection: ProjectionName;
    readonly startedBy: string;
    readonly startedAt: string;
  }
>;

export type ProjectionRebuildCompleted = DomainEvent<
  'ProjectionRebuildCompleted',
  {
    readonly rebuildId: string;
    readonly projection: ProjectionName;
    readonly completedAt: string;
  } & RebuildFindings
>;

export type RebuildEvent = ProjectionRebuildStarted | ProjectionRebuildCompleted;
