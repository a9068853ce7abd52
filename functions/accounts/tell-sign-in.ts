import type { SignInChanged } from '../../domain/notifications/of-accounts.ts';
import { derivedEvent, publishDerived } from '../shared/derived-events.ts';
import type { Cause } from '../shared/store/types.ts';

/** Tells that signing in changed: Cognito keeps it, so no event of the account does, and its owner must know. */
export const tellSignIn = (cause: Cause, change: SignInChanged['change']): Promise<void> =>
  publishDerived([
    derivedEvent(
      {
        eventId: cause.commandId,
        aggregateId: cause.userId,
        userId: cause.userId,
        timestamp: cause.at,
        metadata: cause,
      },
      'SignInChanged',
      { change },
    ),
  ]);
