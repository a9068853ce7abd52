import { randomInt } from 'node:crypto';

/** Waits `delayMs`. */
export const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, delayMs));

/**
 * Exponential back-off with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"): a whole number of
 * milliseconds below `baseMs` · 2^attempt, never above `capMs`.
 */
export const jitteredDelayMs = (attempt: number, baseMs: number, capMs: number): number =>
  randomInt(0, Math.min(capMs, baseMs * 2 ** attempt) + 1);
