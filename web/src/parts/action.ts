import { type Signal, signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../api/problem.ts';

/** Something that a person does and that takes a moment. */
export interface Action {
  readonly busy: Signal<boolean>;
  readonly problem: Signal<ApiProblem | undefined>;
  /** Runs it, unless it runs already: a double-click does nothing twice. Keeps what went wrong, to be shown. */
  readonly run: (work: () => Promise<void>) => Promise<void>;
}

const createAction = (): Action => {
  const busy = signal(false);
  const problem = signal<ApiProblem | undefined>();
  return {
    busy,
    problem,
    run: async (work) => {
      if (busy.peek()) return;
      busy.value = true;
      problem.value = undefined;
      try {
        await work();
      } catch (error) {
        problem.value = asProblem(error);
      } finally {
        busy.value = false;
      }
    },
  };
};

export const useAction = (): Action => useMemo(createAction, []);

/**
 * The Idempotency-Key of an intent: the same for as long as the same is asked for and has not been done, so that a
 * retry after a lost answer can do nothing twice. `done` ends the intent.
 */
export const useIntent = () => {
  const held = useSignal<{ readonly asked: string; readonly key: string } | undefined>(undefined);
  return useMemo(
    () => ({
      keyFor: (body: unknown): string => {
        const asked = JSON.stringify(body);
        const now = held.peek();
        if (now?.asked === asked) return now.key;
        const key = crypto.randomUUID();
        held.value = { asked, key };
        return key;
      },
      done: () => {
        held.value = undefined;
      },
    }),
    [held],
  );
};
