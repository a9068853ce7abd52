import type { DomainEvent } from '../../domain/shared/decider.ts';
import { Problem } from './http/problem.ts';
import type { Executed } from './store/execute.ts';
import { currentEvents } from './store/history.ts';
import type { Cause, Commit } from './store/types.ts';

/** The commit of a command, the first participant's where it has several. Throws 422 when its idempotency key came with another body before. */
export const onlyCommit = ({ commits, repeated }: Executed, cause: Cause): Commit => {
  const [commit] = commits;
  if (commit === undefined) throw new Error('the command wrote nothing');
  if (repeated && commit.meta.requestHash !== cause.requestHash)
    throw new Problem(
      422,
      'idempotency.mismatch',
      'Idempotency-Key used before',
      'This Idempotency-Key came with another body before. Use a new key for a new request.',
    );
  return commit;
};

/** What an event of a commit says. Throws when the commit has none of that type. */
export const eventIn = <Event extends DomainEvent<string, object>>(
  commit: Commit,
  type: Event['type'],
): Event['data'] => {
  const event = currentEvents(commit).find((each) => each.type === type);
  if (event === undefined) throw new Error(`the commit has no ${type}`);
  return event.data;
};
