import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import * as z from 'zod/mini';
import { user } from '../../domain/accounts/user.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { required } from '../shared/env.ts';
import { problemAnswer } from '../shared/http/problem.ts';
import { checked } from '../shared/http/request.ts';
import { signedMessage } from '../shared/http/webhook.ts';
import { log, metric, setLogContext } from '../shared/log.ts';
import { execute } from '../shared/store/execute.ts';
import { derivedId, newId } from '../shared/uuid.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { parseReference, provider } from './identity-reference.ts';

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));

const Message = z.strictObject({
  type: z.literal('check.completed'),
  timestamp: z.string(),
  data: z.strictObject({
    sessionId: text(128),
    reference: text(128),
    outcome: z.enum(['approved', 'rejected']),
    reason: z.optional(text(300)),
  }),
});
type Check = z.infer<typeof Message>['data'];

/** Throws `verification.unknown` for a reference that we never gave, and what the account refuses. */
const conclude = async ({ reference, outcome, reason }: Check, correlationId: string) => {
  const parts = parseReference(reference);
  if (parts === undefined)
    throw new Refusal('verification.unknown', 'The reference is none of ours.');
  const { userId, verificationId } = parts;
  const commandId = derivedId('identity', verificationId);
  const at = new Date().toISOString();
  await execute({
    cause: { commandId, correlationId, causationId: commandId, userId: provider, at },
    participants: [
      {
        folding: user,
        stream: userStream(userId),
        decide: (state) =>
          user.decide(
            {
              type: 'ConcludeVerification',
              verificationId,
              verificationType: provider,
              outcome,
              reason: reason ?? 'no reason given',
              at,
            },
            state,
          ),
      },
    ],
  });
};

/** What an account refuses, the provider cannot mend by trying again: it is reported to us, and taken. */
const report = (error: unknown): void => {
  if (!(error instanceof Refusal)) throw error;
  log.warn('a check was not applied', { code: error.code });
  metric('IdentityCheckIgnored', 1, 'Count', { code: error.code });
};

/** The identity provider's webhook: 202 once its word is stored, and again for every repetition. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const correlationId = newId();
  setLogContext({ correlationId, route: 'identity webhook' });
  try {
    const secretArn = required('identityWebhookSecretArn');
    const message = await signedMessage(event, { secretArn, sender: 'identity' });
    await conclude(checked(Message, message).data, correlationId).catch(report);
    return {
      statusCode: 202,
      headers: { 'content-type': 'application/json', 'x-correlation-id': correlationId },
      body: '{"accepted":true}',
    };
  } catch (error) {
    return problemAnswer(error, correlationId);
  }
};
