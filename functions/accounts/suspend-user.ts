import * as z from 'zod/mini';
import { command } from '../shared/http/endpoint.ts';
import { Reason, UserPath } from './input.ts';
import { changeStanding, Standing, suspensionCase } from './standing.ts';

/** Suspends an account and freezes the wallet with it. */
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
      { type: 'SuspendUser', reason, by: actor.userId, at },
      { type: 'FreezeWallet', reason: 'suspended', caseId: suspensionCase, at },
      cause,
    );
    return { userId: id, status: 'suspended' as const, at };
  },
});
