import * as z from 'zod/mini';
import type { UserCommand } from '../../domain/accounts/commands.ts';
import { user } from '../../domain/accounts/user.ts';
import { Id, InstantText } from '../shared/http/answers.ts';
import { type CommandContext, command } from '../shared/http/endpoint.ts';
import { execute } from '../shared/store/execute.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { Reason, UserPath } from './input.ts';

const verificationType = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes'));

const Decision = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('verified'), verificationType }),
  z.strictObject({ outcome: z.literal('rejected'), verificationType, reason: Reason }),
]);
type Decision = z.infer<typeof Decision>;

const commandOf = ({
  body,
  actor,
  cause: { at },
}: CommandContext<Decision, UserPath>): UserCommand => {
  const by = actor.userId;
  return body.outcome === 'verified'
    ? { type: 'VerifyUser', verificationType: body.verificationType, verifiedBy: by, at }
    : {
        type: 'RejectVerification',
        verificationType: body.verificationType,
        reason: body.reason,
        rejectedBy: by,
        at,
      };
};

const Decided = z.object({
  userId: Id,
  kycStatus: z.enum(['verified', 'rejected']),
  decidedAt: InstantText,
});

/** Operations' or compliance's word on somebody's identity. */
export const handler = command({
  schema: Decision,
  answer: Decided,
  path: UserPath,
  groups: ['operations', 'compliance'],
  status: 201,
  handle: async (context) => {
    const userId = context.path.id;
    const decision = commandOf(context);
    await execute({
      cause: context.cause,
      participants: [
        {
          folding: user,
          stream: userStream(userId),
          decide: (state) => user.decide(decision, state),
        },
      ],
    });
    return { userId, kycStatus: context.body.outcome, decidedAt: context.cause.at };
  },
});
