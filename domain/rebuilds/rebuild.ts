import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import type { ProjectionName } from '../shared/names.ts';
import { Refusal } from '../shared/refusal.ts';
import { instantFromWire, msPerHour } from '../shared/time.ts';
import type { RebuildEvent } from './events.ts';
import type { RebuildFindings } from './findings.ts';

/** The rebuilds of one read table (stream `rebuild-<projection>`): at most one runs. */
export interface Rebuild {
  /** Of the newest one; empty before the first. */
  readonly rebuildId: string;
  readonly projection: string;
  readonly startedBy: string;
  readonly startedAt: string;
  /** Absent while it runs. */
  readonly completedAt?: string;
  readonly findings?: RebuildFindings;
}

export interface StartRebuild {
  readonly type: 'StartRebuild';
  readonly rebuildId: string;
  readonly projection: ProjectionName;
  readonly startedBy: string;
  readonly at: string;
}

export interface CompleteRebuild {
  readonly type: 'CompleteRebuild';
  readonly rebuildId: string;
  readonly projection: ProjectionName;
  readonly findings: RebuildFindings;
  readonly at: string;
}

export type RebuildCommand = StartRebuild | CompleteRebuild;

/** A rebuild that is not done by then may be overtaken by another; nothing is lost when both run. */
const stalledAfterMs = 2 * msPerHour;

const isRunning = ({ rebuildId, completedAt, startedAt }: Rebuild, at: string): boolean =>
  rebuildId !== '' &&
  completedAt === undefined &&
  instantFromWire(at) - instantFromWire(startedAt) < stalledAfterMs;

/** Rebuilds of a read table are started by people and end by themselves. Throws `rebuild.running`. */
export const rebuild: Aggregate<Rebuild, RebuildCommand, RebuildEvent> = {
  type: 'rebuild',
  stateVersion: 1,
  initialState: { rebuildId: '', projection: '', startedBy: '', startedAt: '' },
  publicState: ({ findings, completedAt, ...facts }) => ({
    ...facts,
    ...findings,
    status: completedAt === undefined ? 'running' : 'completed',
    ...(completedAt === undefined ? {} : { completedAt }),
  }),
  evolve: evolveBy<Rebuild, RebuildEvent>({
    ProjectionRebuildStarted: (_state, { data }) => data,
    ProjectionRebuildCompleted: (
      state,
      { data: { completedAt, rebuildId: _id, projection: _projection, ...findings } },
    ) => ({ ...state, completedAt, findings }),
  }),
  decide: decideBy<Rebuild, RebuildCommand, RebuildEvent>({
    StartRebuild: ({ type: _type, at, ...facts }, state) => {
      if (isRunning(state, at))
        throw new Refusal('rebuild.running', 'The read table is being rebuilt.', {
          rebuildId: state.rebuildId,
        });
      return [{ type: 'ProjectionRebuildStarted', data: { ...facts, startedAt: at } }];
    },
    // Its last parts may say so twice, and one that was overtaken says nothing any more.
    CompleteRebuild: ({ rebuildId, projection, findings, at }, state) =>
      state.rebuildId === rebuildId && state.completedAt === undefined
        ? [
            {
              type: 'ProjectionRebuildCompleted',
              data: { rebuildId, projection, completedAt: at, ...findings },
            },
          ]
        : [],
  }),
};
