import { type Signal, untracked, useSignal, useSignalEffect } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../api/problem.ts';
import { line } from '../live/state.ts';

/** What a page asked for, and how to ask again. */
export interface Loaded<Value> {
  readonly value: Signal<Value | undefined>;
  readonly problem: Signal<ApiProblem | undefined>;
  readonly again: () => Promise<void>;
}

/** When to ask again. */
interface Follow {
  /** So often; where there is `news`, only while it does not come by itself. */
  readonly everyMs?: number;
  /** Moves when there is something new. */
  readonly news?: Signal<number>;
}

/** Runs with each piece of news that comes from now on. */
export const useNews = (news: Signal<number> | undefined, run: () => Promise<void>): void => {
  const before = useRef(news?.peek() ?? 0);
  useSignalEffect(() => {
    // Whatever else `run` looks at is no news.
    if (news !== undefined && news.value > before.current) untracked(() => void run());
  });
};

/** Asks when the page opens, again as `follow` says, and whenever `again` is called. */
export const useLoaded = <Value>(
  load: () => Promise<Value>,
  { everyMs, news }: Follow = {},
): Loaded<Value> => {
  const value = useSignal<Value | undefined>(undefined);
  const problem = useSignal<ApiProblem | undefined>(undefined);
  const again = useCallback(async () => {
    try {
      value.value = await load();
      problem.value = undefined;
    } catch (error) {
      problem.value = asProblem(error);
    }
  }, [value, problem, load]);
  useEffect(() => {
    void again();
    if (everyMs === undefined) return;
    const timer = setInterval(() => {
      if (news === undefined || line.peek() !== 'up') void again();
    }, everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs, news]);
  useNews(news, again);
  return { value, problem, again };
};
