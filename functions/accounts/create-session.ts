import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod/mini';
import { normaliseEmail } from '../../domain/accounts/email.ts';
import { cognito } from '../shared/cognito.ts';
import { required } from '../shared/env.ts';
import { named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { OneTimeCode } from './input.ts';
import { authenticated, Tokens, tokensOf } from './session.ts';

const text = z.string().check(z.minLength(1), z.maxLength(4_096));

const Login = z.union([
  z.strictObject({ email: text, password: text }),
  z.strictObject({
    email: text,
    challenge: z.strictObject({
      session: text,
      code: OneTimeCode,
    }),
  }),
]);
type Login = z.infer<typeof Login>;

const start = (login: Login) => {
  const ClientId = required('userPoolClientId');
  const USERNAME = normaliseEmail(login.email);
  if ('password' in login)
    return cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD: login.password },
      }),
    );
  const { session, code } = login.challenge;
  return cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: session,
      ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );
};

/** An account with a one-time code answers with this instead; its session goes with the code. */
const Challenge = named(
  'Challenge',
  z.object({ challenge: z.string(), session: z.optional(z.string()) }),
);

const SignIn = named('SignIn', z.union([Tokens, Challenge]));

/** Logs in: tokens, or the challenge for a one-time code where the account has one. */
export const handler = command({
  schema: Login,
  answer: SignIn,
  groups: 'public',
  status: 200,
  handle: async ({ body }) => {
    const { AuthenticationResult, ChallengeName, Session } = await authenticated(start(body));
    return ChallengeName === undefined
      ? tokensOf(AuthenticationResult)
      : { challenge: ChallengeName, session: Session };
  },
});
