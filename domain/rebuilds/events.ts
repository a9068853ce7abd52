import type { DomainEvent } from '../shared/decider.ts';
import type { ProjectionName } from '../shared/names.ts';
import type { RebuildFindings } from './findings.ts';

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
