/** Every retry was used up by other writers, or by throttling: nothing was written, and the caller may try again. */
export class Contention extends Error {
  override readonly name = 'Contention';
}
