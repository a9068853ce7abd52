import { expect } from 'vitest';
import type { Decider } from '../../domain/shared/decider.ts';

/** given(history).when(command).then(events) for any decider: the domain's test language. */
export const specification =
  <S, C, E>(decider: Decider<S, C, E>) =>
  (...history: readonly E[]) => ({
    when: (command: C) => {
      const before = history.reduce(decider.evolve, decider.initialState);
      const decide = () => decider.decide(command, before);
      return {
        /** Exactly these events, and the state takes them. */
        then: (...events: readonly E[]) => {
          const decided = decide();
          expect(decided).toEqual(events);
          expect(() => decided.reduce(decider.evolve, before)).not.toThrow();
        },
        /** Events of these types, whose data holds at least this. */
        thenLike: (...events: readonly unknown[]) => {
          const decided = decide();
          expect(decided).toHaveLength(events.length);
          expect(decided).toMatchObject(events);
        },
        thenNothing: () => expect(decide()).toEqual([]),
        thenRejects: (code: string) => expect(decide).toThrow(expect.objectContaining({ code })),
        /** The state after the events decided. */
        state: () => decide().reduce(decider.evolve, before),
      };
    },
  });
