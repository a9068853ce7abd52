/** How far the platform's clock is ahead of this machine's. */
let aheadMs = 0;

/** Learns the platform's time from a price: when it was told, and how old it was then. */
export const learnTime = (updatedAt: string, ageSeconds: number): void => {
  aheadMs = Date.parse(updatedAt) + ageSeconds * 1_000 - Date.now();
};

/** Now, by the platform's clock: what a quote or a waiting time counts by, however wrong this machine's clock is. */
export const platformNowMs = (): number => Date.now() + aheadMs;
