/** A bug planted on purpose: one place of one file, and what it says instead. */
export interface Mutant {
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}
