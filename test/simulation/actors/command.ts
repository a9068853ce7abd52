import type { Person } from '../person.ts';
import type { Cast, Customer } from '../play.ts';
import type { Answer } from '../stage.ts';

export interface Command {
  /** Whose books it concerns, and who sees to it that an answer comes in the end. */
  readonly customer: Customer;
  /** Who asks; the customer, usually. */
  readonly person?: Person;
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  /** Enters what was acknowledged. */
  readonly enter: (answer: Answer) => void;
}

/**
 * Sends a command and enters what came of it. A refusal writes nothing, now or later; a lost answer, a 5xx or a conflict
 * leaves it open, and it is asked again with the same key at the next rest.
 */
export const send = async (cast: Cast, command: Command): Promise<Answer> => {
  const { customer, person = customer.person, path, body, key, enter } = command;
  const { unknown } = customer.book;
  unknown.set(key, () => send(cast, command));
  const answer = await person.ask('POST', path, { body, key });
  const { status } = answer;
  if (status >= 200 && status < 300) {
    unknown.delete(key);
    enter(answer);
  }
  if (status >= 400 && status < 500 && status !== 409) unknown.delete(key);
  return answer;
};

/** The same for a customer's own command, which may be repeated later on: the answer must be the same. */
export const sendOwn = (
  cast: Cast,
  { customer, ...command }: Omit<Command, 'person'>,
): Promise<Answer> => {
  const { path, key, body, enter } = command;
  return send(cast, {
    ...command,
    customer,
    enter: (answer) => {
      customer.remembered.push({ path, key, body, answer, atMs: cast.stage.timeline.now() });
      enter(answer);
    },
  });
};
