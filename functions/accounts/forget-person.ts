import {
  AdminDeleteUserCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '../shared/cognito.ts';
import { required } from '../shared/env.ts';
import { consumer } from '../shared/messages.ts';
import { deletePersonKey } from '../shared/seal/person-keys.ts';

/**
 * Carries an erasure out: without the person's key nobody can read what was sealed with it, and without a log-in nobody
 * comes in. It is done again until it is done; doing it twice changes nothing.
 */
export const handler = consumer('forget-person', async ({ eventData }) => {
  const userId = `${eventData['userId']}`;
  await deletePersonKey(userId);
  try {
    await cognito.send(
      new AdminDeleteUserCommand({ UserPoolId: required('userPoolId'), Username: userId }),
    );
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
});
