import { signal } from '@preact/signals';

/** How far the platform's clock is ahead of this machine's. */
let aheadMs = 0;
const minuteMs = 60_000;

/** Now, by the platform's clock: what a quote or a waiting time counts by, however wrong this machine's clock is. */
export const platformNowMs = (): number => Date.now() + aheadMs;

/** Minutes since 1970 by the platform's clock, for what a page shows differently as time goes by. */
export const platformMinute = signal(Math.floor(Date.now() / minuteMs));

/** Learns the platform's time from a price: when it was told, and how old it was then. */
export const learnTime = (updatedAt: string, ageSeconds: number): void => {
  aheadMs = Date.parse(updatedAt) + ageSeconds * 1_000 - Date.now();
  platformMinute.value = Math.floor(platformNowMs() / minuteMs);
};
