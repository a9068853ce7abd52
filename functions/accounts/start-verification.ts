import * as z from 'zod/mini';
import { user } from '../../domain/accounts/user.ts';
import { Id } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { execute } from '../shared/store/execute.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { openCheck } from './identity-provider.ts';
import { provider, referenceOf } from './identity-reference.ts';

const Started = z.object({
  verificationId: Id,
  sessionId: z.string(),
  url: z.string(),
  status: z.literal('pending'),
});

/** Begins a check of the customer's identity. It is written down first, so that no word of the provider is a surprise. */
export const handler = command({
  schema: z.strictObject({}),
  answer: Started,
  groups: ['customer'],
  status: 202,
  handle: async ({ actor: { userId }, cause }) => {
    const verificationId = cause.commandId;
    await execute({
      cause,
      participants: [
        {
          folding: user,
          stream: userStream(userId),
          decide: (state) =>
            user.decide(
              {
                type: 'StartVerification',
                verificationId,
                verificationType: provider,
                at: cause.at,
              },
              state,
            ),
        },
      ],
    });
    const session = await openCheck(referenceOf(userId, verificationId));
    return { verificationId, ...session, status: 'pending' as const };
  },
});
