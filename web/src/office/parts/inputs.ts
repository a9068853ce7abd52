import { idIn } from '../words.ts';

/** One thing that a decision or a form asks for. */
export interface Input {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Several lines. */
  readonly long?: boolean;
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly first?: string;
  /** What is wrong with it, undefined when it can be sent. */
  readonly check: (text: string) => string | undefined;
}

/** A text of so many characters, without the spaces around it. */
const textOf =
  (least: number, most: number, empty: string) =>
  (text: string): string | undefined => {
    const { length } = text.trim();
    if (length === 0) return empty;
    if (length < least) return `At least ${least} characters, so that it says something.`;
    return length > most ? `At most ${most} characters; this has ${length}.` : undefined;
  };

/** Why somebody decides so: it is kept with the decision for ever. */
export const reasonInput = (hint: string, most = 200, least = 3): Input => ({
  name: 'reason',
  label: 'Reason',
  hint: `${hint} It is kept for ever, so name no person.`,
  long: true,
  check: textOf(least, most, 'Say why.'),
});

export const textInput = (
  name: string,
  label: string,
  { most, hint, empty }: { readonly most: number; readonly hint?: string; readonly empty: string },
): Input => ({
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
  check: textOf(1, most, empty),
});

const email = /^\S+@\S+\.\S+$/;

export const emailWrong = (text: string): string | undefined =>
  email.test(text.trim()) ? undefined : 'An address such as ada@example.com.';

/** Of what may be an id as well. */
export const emailOrIdWrong = (text: string): string | undefined =>
  idIn(text) === undefined ? emailWrong(text) : undefined;
