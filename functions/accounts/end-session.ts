import { GlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito } from '../shared/cognito.ts';
import { raw } from '../shared/http/endpoint.ts';
import { authenticated } from './session.ts';

/** Logs out everywhere: no refresh token of the account works any more. */
export const handler = raw(async (event) => {
  const token = (event.headers['authorization'] ?? '').replace(/^bearer\s+/i, '');
  await authenticated(cognito.send(new GlobalSignOutCommand({ AccessToken: token })));
  return { status: 200, body: { loggedOut: true } };
});
