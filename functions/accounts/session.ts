import {
  type AuthenticationResultType,
  CodeMismatchException,
  ExpiredCodeException,
  NotAuthorizedException,
  PasswordResetRequiredException,
  TooManyRequestsException,
  UserNotConfirmedException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod/mini';
import { named } from '../shared/http/answers.ts';
import { Problem } from '../shared/http/problem.ts';

const refused = [
  NotAuthorizedException,
  UserNotFoundException,
  UserNotConfirmedException,
  PasswordResetRequiredException,
  CodeMismatchException,
  ExpiredCodeException,
];

/** What clients get of a log-in. `expiresIn` is in seconds. */
export const Tokens = named(
  'Tokens',
  z.object({
    accessToken: z.string(),
    refreshToken: z.optional(z.string()),
    expiresIn: z.number(),
    tokenType: z.literal('Bearer'),
  }),
);

export const tokensOf = (result: AuthenticationResultType | undefined): z.infer<typeof Tokens> => {
  const { AccessToken, RefreshToken, ExpiresIn } = result ?? {};
  if (AccessToken === undefined || ExpiresIn === undefined)
    throw new Error('Cognito answered with neither tokens nor a challenge');
  return {
    accessToken: AccessToken,
    refreshToken: RefreshToken,
    expiresIn: ExpiresIn,
    tokenType: 'Bearer',
  };
};

/** Runs a call of Cognito. Whatever proof was wrong, the answer is the same 401, so that nobody learns who has an account. */
export const authenticated = async <Output>(call: Promise<Output>): Promise<Output> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof TooManyRequestsException)
      throw new Problem(429, 'session.too-many-tries', 'Too many tries', 'Try again in a minute.');
    if (!refused.some((type) => error instanceof type)) throw error;
    throw new Problem(
      401,
      'session.refused',
      'Log-in refused',
      'E-mail address, password, code or token is wrong or no longer valid.',
    );
  }
};
