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
export const tokensOf = (result: AuthenticationResultType | undefined) => ({
  accessToken: result?.AccessToken,
  refreshToken: result?.RefreshToken,
  expiresIn: result?.ExpiresIn,
  tokenType: 'Bearer',
});

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
