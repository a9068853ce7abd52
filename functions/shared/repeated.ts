import { Problem } from './http/problem.ts';
import type { Executed } from './store/execute.ts';
import type { Cause, Commit } from './store/types.ts';

/** The one commit of a command on one stream. Throws 422 when its idempotency key came with another body before. */
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
