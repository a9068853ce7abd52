export interface Rate {
  /** Requests a second, refilled continuously. */
  readonly ratePerSecond: number;
  /** What the bucket holds, and starts with. */
  readonly burst: number;
}

/** A token bucket per key; `take` answers whether the request at `nowMs` may pass. */
export const createBuckets = () => {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take: (key: string, { ratePerSecond, burst }: Rate, nowMs: number): boolean => {
      const bucket = buckets.get(key) ?? { tokens: burst, atMs: nowMs };
      buckets.set(key, bucket);
      const earned = (Math.max(nowMs - bucket.atMs, 0) / 1000) * ratePerSecond;
      bucket.tokens = Math.min(burst, bucket.tokens + earned);
      bucket.atMs = nowMs;
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
  };
};
