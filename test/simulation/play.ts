import type { Book } from './model/books.ts';
import type { Person } from './person.ts';
import type { Step } from './script.ts';
import type { Answer, Stage } from './stage.ts';

/** A request that was acknowledged, to be repeated later: the answer must be the same. */
export interface Remembered {
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
  readonly answer: Answer;
  readonly atMs: number;
}

/** One customer as the run knows them. */
export interface Customer {
  readonly person: Person;
  readonly book: Book;
  readonly reference: string;
  /** Where their withdrawals go; nobody unverified has one. */
  readonly bankAccountId: string | undefined;
  /** What was acknowledged under a key, oldest first. */
  readonly remembered: Remembered[];
  /** Orders under way; while there is none besides one's own, its outcome can be foretold. */
  underWay: number;
}

/** Those who decide. The second operator is a customer as well. */
export interface Office {
  readonly operator: Person;
  readonly second: Person;
  readonly compliance: Person;
}

/** Everything that the lines of a script act on. */
export interface Cast {
  readonly stage: Stage;
  readonly customers: readonly Customer[];
  readonly office: Office;
  /** Money that is with nobody, by the bank's transaction id, and who paid it. */
  readonly suspense: Map<string, { readonly amount: bigint; readonly debtor: string }>;
  /** Until when money may come back that the bank was given to pay. */
  readonly bank: { returnsUntilMs: number };
  /** The prices that the market was told to hold, in the order of time. */
  readonly held: { readonly fromMs: number; readonly price: bigint }[];
  /** What must not be, found while the lines are played. */
  readonly wrong: string[];
}

/** Plays one line, and says in a few words what came of it. */
export type Play = (cast: Cast, customer: Customer, step: Step) => Promise<string>;

export const said = ({ status, code }: Answer): string =>
  code === '' ? `${status}` : `${status} ${code}`;
