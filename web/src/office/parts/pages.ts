import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../../api/problem.ts';
import { platformNowMs } from '../../live/clock.ts';
import { heard, line } from '../../live/state.ts';
import { until } from '../../live/until.ts';
import { useNews } from '../../parts/loaded.ts';

export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

/** Where a page begins, as the API takes it: nowhere in particular is the first one. */
export interface From {
  readonly cursor?: string;
}

export const after = (nextCursor: string | null): From =>
  nextCursor === null ? {} : { cursor: nextCursor };

/** A list that is shown a page at a time and keeps itself fresh. */
export interface Pages<Row> {
  readonly keyOf: (row: Row) => string;
  readonly rows: ReadonlySignal<readonly Row[] | undefined>;
  readonly problem: ReadonlySignal<ApiProblem | undefined>;
  /** From 1. */
  readonly number: ReadonlySignal<number>;
  readonly hasNext: ReadonlySignal<boolean>;
  /** When it was last read, in ms since 1970. */
  readonly readAt: ReadonlySignal<number | undefined>;
  /** Keys of rows that were just acted upon, and do not show it yet. */
  readonly settling: ReadonlySignal<ReadonlySet<string>>;
  readonly next: () => void;
  readonly previous: () => void;
  readonly again: () => Promise<void>;
  /** Reads again until a row differs from what is shown now, or is gone, or it has taken too long. */
  readonly settle: (key: string) => Promise<void>;
}

interface Asked<Row> {
  readonly read: (from: From) => Promise<Page<Row>>;
  readonly keyOf: (row: Row) => string;
  /**
   * Whether more changes than those who work here are told of: what the vault holds, what pools gather and how far tables
   * lag move with every order, and telling of each would cost more than asking while somebody looks.
   */
  readonly movesUntold?: boolean;
}

const emptyPagesMax = 8;

/** A page of a filtered list may be empty though more follow: then the next one that is not. */
const nextFull = async <Row>(read: Asked<Row>['read'], from: From): Promise<Page<Row>> => {
  let page = await read(from);
  for (let tries = 0; tries < emptyPagesMax; tries++) {
    if (page.items.length > 0 || page.nextCursor === null) break;
    page = await read(after(page.nextCursor));
  }
  return page;
};

const settleTriesMax = 30;

const createPages = <Row>(asked: () => Asked<Row>): Pages<Row> => {
  const rows: Signal<readonly Row[] | undefined> = signal(undefined);
  const problem = signal<ApiProblem | undefined>(undefined);
  const readAt = signal<number | undefined>(undefined);
  const settling = signal<ReadonlySet<string>>(new Set());
  const hasNext = signal(false);
  const number = signal(1);
  /** Where each page begins, up to the one after this. */
  const starts: From[] = [{}];
  let question = 0;
  const again = async (): Promise<void> => {
    question += 1;
    const mine = question;
    try {
      const page = await nextFull(asked().read, starts[number.peek() - 1] ?? {});
      // An answer that was overtaken says nothing new.
      if (mine !== question) return;
      rows.value = page.items;
      starts[number.peek()] = after(page.nextCursor);
      hasNext.value = page.nextCursor !== null;
      readAt.value = platformNowMs();
      problem.value = undefined;
    } catch (error) {
      if (mine === question) problem.value = asProblem(error);
    }
  };
  const turn = (by: number) => {
    number.value = Math.max(1, number.peek() + by);
    void again();
  };
  const keyOf = (row: Row) => asked().keyOf(row);
  const textOf = (key: string) => {
    const row = rows.peek()?.find((each) => keyOf(each) === key);
    return row === undefined ? undefined : JSON.stringify(row);
  };
  const settle = async (key: string): Promise<void> => {
    const before = textOf(key);
    settling.value = new Set([...settling.peek(), key]);
    await until(settleTriesMax, async () => {
      await again();
      return textOf(key) !== before;
    });
    settling.value = new Set([...settling.peek()].filter((each) => each !== key));
  };
  return {
    keyOf,
    rows,
    problem,
    number,
    hasNext,
    readAt,
    settling,
    again,
    settle,
    next: () => turn(1),
    previous: () => turn(-1),
  };
};

const everyMs = 5_000;
/** Of what is told over the line: should a word of it have been lost. */
const toldEveryMs = 60_000;

/**
 * Runs as soon as there is word of work or of a pool, as soon as it is looked at or connected again, and by itself while
 * the page is looked at: every few seconds where no word comes, for want of a line or because nobody tells.
 */
export const useRefreshed = (again: () => Promise<void>, movesUntold: boolean): void => {
  useNews(heard.work, again);
  useNews(heard.pool, again);
  useEffect(() => {
    void again();
    let askedMs = Date.now();
    const ask = () => {
      if (document.hidden) return;
      askedMs = Date.now();
      void again();
    };
    const isTold = () => !movesUntold && line.peek() === 'up';
    const timer = setInterval(() => {
      if (!isTold() || Date.now() - askedMs >= toldEveryMs) ask();
    }, everyMs);
    document.addEventListener('visibilitychange', ask);
    addEventListener('online', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
      removeEventListener('online', ask);
    };
  }, [again, movesUntold]);
};

/** A list of the API. `filter` is whatever else was asked for: when it changes, the list begins anew. */
export const usePages = <Row>(asked: Asked<Row>, filter = ''): Pages<Row> => {
  const latest = useRef(asked);
  latest.current = asked;
  const pages = useMemo(() => createPages(() => latest.current), [filter]);
  useRefreshed(pages.again, asked.movesUntold === true);
  return pages;
};
