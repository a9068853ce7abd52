import type { Published } from '../../shared/messages.ts';
import type { Row } from '../../shared/rows.ts';

/** Some members of a record as cells. */
export const pick = (from: Readonly<Record<string, unknown>>, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((name) => [name, from[name]])) as Row;

/** Some columns of an aggregate's public state, and the version that they are of. */
export const cellsOf = (
  { state, stateVersion }: Pick<Published, 'state' | 'stateVersion'>,
  columns: readonly string[],
): Row => ({ ...pick(state, columns), version: stateVersion });

/** A commit's last event, which has the state after all of it, of one kind of stream. */
export const endsCommitOf = (aggregate: string, event: Published): boolean =>
  event.aggregateType === aggregate && event.lastInCommit;
