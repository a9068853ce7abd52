import { type ReadonlySignal, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type AnswerOf, call } from '../api/client.ts';
import { type ApiProblem, asProblem } from '../api/problem.ts';
import type { StoredEvent } from './event-facts.tsx';
import { after, type From, useRefreshed } from './parts/pages.ts';

type Shown = AnswerOf<'GET /v1/admin/streams/{stream}'>;
type State = Shown['state'];

/** Events of one instant: they were written together, so between them there is no state. */
export interface Moment {
  readonly at: string;
  readonly events: readonly StoredEvent[];
}

const momentsOf = (events: readonly StoredEvent[]): readonly Moment[] => {
  const moments: { at: string; events: StoredEvent[] }[] = [];
  for (const event of events) {
    const last = moments.at(-1);
    if (last?.at === event.timestamp) last.events.push(event);
    else moments.push({ at: event.timestamp, events: [event] });
  }
  return moments;
};

export interface StreamEvents {
  readonly head: ReadonlySignal<Omit<Shown, 'items' | 'state'> | undefined>;
  readonly moments: ReadonlySignal<readonly Moment[]>;
  readonly problem: ReadonlySignal<ApiProblem | undefined>;
  /** Whether the stream has more events than were read. */
  readonly hasMore: ReadonlySignal<boolean>;
  readonly more: () => Promise<void>;
  /** What the stream was just after an instant; null before its first event. Asked for once. */
  readonly stateAt: (at: string) => Promise<State>;
}

const pageSize = '100';

const createStream = (stream: string) => {
  const head = signal<Omit<Shown, 'items' | 'state'> | undefined>(undefined);
  const moments = signal<readonly Moment[]>([]);
  const problem = signal<ApiProblem | undefined>(undefined);
  const hasMore = signal(false);
  const events = new Map<number, StoredEvent>();
  const states = new Map<string, Promise<State>>();
  /** Where the last page that was read begins, and the one after it. */
  let last: From = {};
  let following: From = {};
  const readFrom = async (from: From): Promise<void> => {
    try {
      const {
        items,
        state: _,
        ...rest
      } = await call('GET /v1/admin/streams/{stream}', {
        parameters: { stream, limit: pageSize, ...from },
      });
      const before = events.size;
      for (const event of items) events.set(event.sequenceNumber, event);
      head.value = rest;
      last = from;
      hasMore.value = rest.nextCursor !== null;
      following = after(rest.nextCursor);
      if (events.size !== before) moments.value = momentsOf([...events.values()]);
      problem.value = undefined;
    } catch (error) {
      problem.value = asProblem(error);
    }
  };
  const stateAt = (at: string): Promise<State> => {
    const known = states.get(at);
    if (known !== undefined) return known;
    const asked = call('GET /v1/admin/streams/{stream}', {
      parameters: { stream, asOf: at, limit: '1' },
    }).then(({ state }) => state);
    states.set(at, asked);
    // What could not be had is asked for again.
    asked.catch(() => states.delete(at));
    return asked;
  };
  return {
    head,
    moments,
    problem,
    hasMore,
    stateAt,
    more: () => readFrom(following),
    again: () => readFrom(last),
  };
};

/** A stream, whose new events appear by themselves. */
export const useStream = (stream: string): StreamEvents => {
  const events = useMemo(() => createStream(stream), [stream]);
  useRefreshed(events.again, true);
  return events;
};
