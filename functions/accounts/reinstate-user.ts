import * as z from 'zod/mini';
import { command } from '../shared/http/endpoint.ts';
import { Reason, UserPath } from './input.ts';
import { changeStanding, Standing, suspensionCase } from './standing.ts';

/** Reinstates an account and lifts the freeze that its suspension laid on the wallet. */
export const handler = command({
  schema: z.strictObject({ reason: Reason }),
  answer: Standing,
  path: UserPath,
  groups: ['operations', 'compliance'],
  status: 201,
  handle: async ({ body: { reason }, path: { id }, actor, cause }) => {
    const { at } = cause;
    await changeStanding(
      id,
      { type: 'ReinstateUser', reason, by: actor.userId, at },
      { type: 'UnfreezeWallet', reason: 'reinstated', caseId: suspensionCase, at },
      cause,
    );
    return { userId: id, status: 'active' as const, at };
  },
});
