import type { World } from '../kernel/world.ts';
import type { StatesStore } from './store.ts';

/** Writes down what happens to executions, and counts. */
export interface History {
  readonly record: (executionArn: string, type: string, details?: object) => void;
  /** Whether an execution has no room for another state. */
  readonly isFull: (executionArn: string) => boolean;
  /** An execution that has ended needs no count any more. */
  readonly forget: (executionArn: string) => void;
}

/** Source: Developer Guide, "Service quotas": an execution's history holds 25,000 events. */
export const EVENTS_MAX = 25_000;
/** Room for the events of one more state and of the end. */
const RESERVE = 8;

/** Continues the histories in the store. */
export const createHistory = ({ timeline }: World, store: StatesStore): History => {
  const counts = new Map<string, number>();
  const countOf = (executionArn: string): number =>
    counts.get(executionArn) ?? store.eventCount(executionArn);
  return {
    record: (executionArn, type, details = {}) => {
      const id = countOf(executionArn) + 1;
      counts.set(executionArn, id);
      store.addEvent(executionArn, { id, timestampMs: timeline.now(), type, details });
    },
    isFull: (executionArn) => countOf(executionArn) > EVENTS_MAX - RESERVE,
    forget: (executionArn) => {
      counts.delete(executionArn);
    },
  };
};
