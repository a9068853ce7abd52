import { type Signal, useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../api/problem.ts';

/** What a page asked for, and how to ask again. */
export interface Loaded<Value> {
  readonly value: Signal<Value | undefined>;
  readonly problem: Signal<ApiProblem | undefined>;
  readonly again: () => Promise<void>;
}

/** Asks when the page opens, again every `everyMs` where that is given, and whenever `again` is called. */
export const useLoaded = <Value>(load: () => Promise<Value>, everyMs?: number): Loaded<Value> => {
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
    const timer = setInterval(() => void again(), everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);
  return { value, problem, again };
};
