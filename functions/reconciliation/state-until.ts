import { headOf } from '../shared/store/events-table.ts';
import { commitsBackOf } from '../shared/store/history.ts';
import type { AnyEvent, Folding } from '../shared/store/types.ts';

/**
 * The state of a stream at an instant (ISO 8601), from its newest commit until then; undefined before the first. For
 * instants that lie little back: it reads what came since.
 */
export const stateUntil = async <S, E extends AnyEvent>(
  folding: Folding<S, E>,
  stream: string,
  instant: string,
): Promise<S | undefined> => {
  for await (const commit of commitsBackOf(stream))
    if (commit.meta.at <= instant) return (await headOf(folding, commit)).state;
  return undefined;
};
