import { describe, it } from 'vitest';
import type { RebuildEvent } from '../../../domain/rebuilds/events.ts';
import {
  type CompleteRebuild,
  rebuild,
  type StartRebuild,
} from '../../../domain/rebuilds/rebuild.ts';
import { specification } from '../../support/given.ts';

const given = specification(rebuild);
const at = '2026-11-23T10:00:00.000Z';
const later = '2026-11-23T11:59:59.999Z';
const muchLater = '2026-11-23T12:00:00.000Z';
const projection = 'user-wallets';
const findings = { events: 100, rows: 10, restored: 1, corrected: 2, removed: 3 };

const start = (rebuildId: string, when = at): StartRebuild => ({
  type: 'StartRebuild',
  rebuildId,
  projection,
  startedBy: 'admin-1',
  at: when,
});
const started = (rebuildId: string, startedAt = at): RebuildEvent => ({
  type: 'ProjectionRebuildStarted',
  data: { rebuildId, projection, startedBy: 'admin-1', startedAt },
});
const complete = (rebuildId: string): CompleteRebuild => ({
  type: 'CompleteRebuild',
  rebuildId,
  projection,
  findings,
  at: later,
});
const completed = (rebuildId: string): RebuildEvent => ({
  type: 'ProjectionRebuildCompleted',
  data: { rebuildId, projection, completedAt: later, ...findings },
});

describe('a rebuild', () => {
  it('runs once at a time', () => {
    given().when(start('one')).then(started('one'));
    given(started('one')).when(start('two', later)).thenRejects('rebuild.running');
    given(started('one'), completed('one')).when(start('two')).then(started('two'));
  });

  it('may be overtaken once it has stalled', () => {
    given(started('one')).when(start('two', muchLater)).then(started('two', muchLater));
  });

  it('ends once, and not when it was overtaken', () => {
    given(started('one')).when(complete('one')).then(completed('one'));
    given(started('one'), completed('one')).when(complete('one')).thenNothing();
    given(started('one'), started('two')).when(complete('one')).thenNothing();
  });
});
