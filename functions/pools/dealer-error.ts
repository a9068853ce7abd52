/**
 * Why a dealer's word cannot be acted on. `unknown`: it said something that we do not understand, so nothing may be
 * concluded. `unavailable`: it did not answer; what it was asked to do may have been done.
 */
export class DealerError extends Error {
  override readonly name = 'DealerError';
  readonly trouble: 'unknown' | 'unavailable';
  readonly reason: string;

  constructor(trouble: 'unknown' | 'unavailable', reason: string) {
    super(`dealer: ${trouble}: ${reason}`);
    this.trouble = trouble;
    this.reason = reason;
  }
}
