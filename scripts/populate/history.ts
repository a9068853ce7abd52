import { versionOf } from '../../domain/shared/upcast.ts';
import { type CommitItem, encodeCommit, genesis } from '../../functions/shared/store/codec.ts';
import type { AnyEvent, Commit, Folding } from '../../functions/shared/store/types.ts';
import { derivedId, idAfter } from '../../functions/shared/uuid.ts';

/** The end of a stream that is being written. */
export interface End<State> {
  readonly state: State;
  readonly version: number;
  readonly hash: Uint8Array;
}

export const beginning = <State, Event>({ initialState }: Folding<State, Event>): End<State> => ({
  state: initialState,
  version: 0,
  hash: genesis,
});

/** A commit as the store would have written it, and the stream's end behind it. Ids follow from stream and version. */
export const commitTo = <State, Event extends AnyEvent>(
  folding: Folding<State, Event>,
  stream: string,
  end: End<State>,
  events: readonly Event[],
  by: { readonly at: string; readonly userId: string },
): { readonly item: CommitItem; readonly commit: Commit; readonly end: End<State> } => {
  const version = end.version + 1;
  const commandId = derivedId(stream, `${version}`);
  const state = events.reduce(folding.evolve, end.state);
  const draft = {
    stream,
    version,
    commandId,
    events: events.map(({ type, data }, index) => ({
      eventId: idAfter(derivedId(stream, `${version}`, 'event'), index),
      type,
      version: versionOf(type),
      data: data as Readonly<Record<string, unknown>>,
    })),
    state,
    stateVersion: folding.stateVersion,
    meta: { at: by.at, userId: by.userId, correlationId: commandId, causationId: commandId },
    recent: [],
  };
  const item = encodeCommit(draft, end.hash);
  const hash = item['hash']?.B ?? genesis;
  return {
    item,
    commit: { ...draft, hash },
    end: { state, version: end.version + events.length, hash },
  };
};
