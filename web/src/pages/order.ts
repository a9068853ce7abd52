import { type Signal, signal } from '@preact/signals';
import { call } from '../api/client.ts';
import type { ApiProblem } from '../api/problem.ts';
import { asProblem } from '../api/problem.ts';
import type { Quote } from '../api/types.ts';
import { platformNowMs } from '../live/clock.ts';

export type Side = Quote['side'];
export type Quantity = { grams: string } | { amount: string };

const requoteAfterMs = 300;

/** An order in the making: a quote that follows what is typed, and is asked again when it runs out. */
export interface Quoting {
  readonly quote: Signal<Quote | undefined>;
  readonly problem: Signal<ApiProblem | undefined>;
  readonly secondsLeft: Signal<number>;
  /** Asks for a quote of this, a moment after the last change; nothing to ask ends the quoting. */
  readonly follow: (side: Side, quantity: Quantity | undefined) => void;
  readonly stop: () => void;
}

export const createQuoting = (): Quoting => {
  const quote = signal<Quote | undefined>();
  const problem = signal<ApiProblem | undefined>();
  const secondsLeft = signal(0);
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let clock: ReturnType<typeof setInterval> | undefined;

  const clear = () => {
    asked += 1;
    clearTimeout(timer);
    clearInterval(clock);
    quote.value = undefined;
    problem.value = undefined;
  };
  const count = (given: Quote, again: () => void) => {
    const tick = () => {
      secondsLeft.value = Math.max(
        0,
        Math.ceil((Date.parse(given.expiresAt) - platformNowMs()) / 1_000),
      );
      if (secondsLeft.value === 0) again();
    };
    clearInterval(clock);
    tick();
    clock = setInterval(tick, 1_000);
  };
  const ask = async (side: Side, quantity: Quantity): Promise<void> => {
    asked += 1;
    const mine = asked;
    clearInterval(clock);
    try {
      const given = await call('POST /v1/quotes', { body: { side, ...quantity } });
      if (mine !== asked) return;
      quote.value = given;
      problem.value = undefined;
      count(given, () => void ask(side, quantity));
    } catch (error) {
      if (mine !== asked) return;
      quote.value = undefined;
      problem.value = asProblem(error);
    }
  };
  return {
    quote,
    problem,
    secondsLeft,
    follow: (side, quantity) => {
      clear();
      if (quantity !== undefined)
        timer = setTimeout(() => void ask(side, quantity), requoteAfterMs);
    },
    stop: clear,
  };
};

/** What is called "expired" or "moved" by the API: a new quote mends it. */
export const isStale = (problem: ApiProblem | undefined): boolean =>
  problem !== undefined && /^(quote\.|market\.(stale|price))/.test(problem.code);
