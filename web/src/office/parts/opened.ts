import { useSignal } from '@preact/signals';
import type { Pages } from './pages.ts';

/** The row of a list that somebody looks at. */
export interface Opened<Row> {
  /** As the list has it now, or as it was when it left the list. */
  readonly row: Row | undefined;
  /** Whether it has left the list while it was looked at. */
  readonly isGone: boolean;
  readonly open: (row: Row) => void;
  readonly close: () => void;
  /** Closes it, and has the list show what was done to it. */
  readonly done: () => void;
}

export const useOpened = <Row>(pages: Pages<Row>): Opened<Row> => {
  const { keyOf } = pages;
  const held = useSignal<Row | undefined>(undefined);
  const before = held.value;
  const now =
    before === undefined
      ? undefined
      : pages.rows.value?.find((row) => keyOf(row) === keyOf(before));
  if (now !== undefined && now !== before) held.value = now;
  const close = () => {
    held.value = undefined;
  };
  return {
    row: now ?? before,
    isGone: before !== undefined && pages.rows.value !== undefined && now === undefined,
    open: (row) => {
      held.value = row;
    },
    close,
    done: () => {
      const row = held.peek();
      close();
      if (row !== undefined) void pages.settle(keyOf(row));
    },
  };
};
