import type { SignInChanged } from '../../domain/notifications/of-accounts.ts';
import { publishDerived } from '../shared/derived-events.ts';
import type { Cause } from '../shared/store/types.ts';
import { derivedId } from '../shared/uuid.ts';

/** Tells that signing in changed: Cognito keeps it, so no event of the account does, and its owner must know. */
export const tellSignIn = (cause: Cause, change: SignInChanged['change']): Promise<void> =>
  publishDerived([
    {
      type: 'SignInChanged',
      eventId: derivedId(cause.commandId, 'SignInChanged'),
      aggregateId: cause.userId,
      userId: cause.userId,
      data: { change },
      at: cause.at,
      correlationId: cause.correlationId,
      causationId: cause.causationId,
    },
  ]);
