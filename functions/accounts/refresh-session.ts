import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod/mini';
import { cognito } from '../shared/cognito.ts';
import { required } from '../shared/env.ts';
import { command } from '../shared/http/endpoint.ts';
import { authenticated, Tokens, tokensOf } from './session.ts';

/** New access token for a refresh token; where none new is issued, the refresh token stays in use. */
export const handler = command({
  schema: z.strictObject({ refreshToken: z.string().check(z.minLength(1), z.maxLength(8_192)) }),
  answer: Tokens,
  groups: 'public',
  status: 200,
  handle: async ({ body: { refreshToken } }) => {
    const { AuthenticationResult } = await authenticated(
      cognito.send(
        new InitiateAuthCommand({
          ClientId: required('userPoolClientId'),
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: refreshToken },
        }),
      ),
    );
    const tokens = tokensOf(AuthenticationResult);
    return { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
  },
});
