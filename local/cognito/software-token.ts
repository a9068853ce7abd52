import { AwsError } from '../kernel/service.ts';
import type { Context, Input, Operations } from './context.ts';
import type { Pool } from './declared.ts';
import { base32, matchingStep } from './totp.ts';
import type { User } from './user-store.ts';
import { change, invalidParameter, notAuthorized, requireUser } from './users.ts';

const secretBytes = 32;

/** Checks a code and spends it; throws `CodeMismatchException`, or `ExpiredCodeException` on one used before. */
export const useCode = (context: Context, pool: Pool, user: User, code: string): User => {
  const { totp } = user;
  const nowMs = context.world.timeline.now();
  const step = totp?.verified === true ? matchingStep(totp.secret, code, nowMs) : undefined;
  if (totp === undefined || step === undefined)
    throw new AwsError('CodeMismatchException', 'Invalid code received for user');
  if (step <= totp.usedStep)
    throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.');
  return change(context, pool, user, { totp: { ...totp, usedStep: step } });
};

/** Whose software token it is about: by an access token, or by the session of an MFA_SETUP challenge. */
const whose = (context: Context, { AccessToken, Session }: Input) => {
  const { declared, sessions, tokens } = context;
  if (AccessToken !== undefined) return { ...tokens.authenticate(AccessToken), again: {} };
  const challenge = sessions.asked(String(Session));
  if (challenge?.name !== 'MFA_SETUP')
    throw notAuthorized('Invalid session for the user, session is expired.');
  const pool = declared.pool(challenge.pool);
  return { pool, user: requireUser(context, pool, challenge.sub), again: { Session } };
};

const prefer = (context: Context, pool: Pool, user: User, input: Input) => {
  const wanted = input.SoftwareTokenMfaSettings;
  if (wanted === undefined) return {};
  if (wanted.Enabled === true && user.totp?.verified !== true)
    throw invalidParameter('User has not verified software token mfa');
  change(context, pool, user, { mfa: wanted.Enabled === true });
  return {};
};

/** Enrolling a TOTP app, and asking for its codes at sign-in. */
export const softwareTokenOperations = (context: Context): Operations => ({
  AssociateSoftwareToken: (input) => {
    const { pool, user, again } = whose(context, input);
    if (pool.mfa === 'OFF')
      throw new AwsError(
        'SoftwareTokenMFANotFoundException',
        'Software Token MFA has not been enabled by the userPool',
      );
    const secret = base32(context.world.random.bytes(secretBytes));
    change(context, pool, user, { totp: { secret, verified: false, usedStep: 0 } });
    return { SecretCode: secret, ...again };
  },
  VerifySoftwareToken: (input) => {
    const { pool, user, again } = whose(context, input);
    const { totp } = user;
    if (totp === undefined) throw invalidParameter('No software token to verify.');
    const nowMs = context.world.timeline.now();
    const step = matchingStep(totp.secret, String(input.UserCode), nowMs);
    if (step === undefined) throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch');
    const verified = { ...totp, verified: true, usedStep: step };
    // Whoever sets it up while signing in will be asked for it from now on.
    change(context, pool, user, { totp: verified, mfa: user.mfa || 'Session' in again });
    return { Status: 'SUCCESS', ...again };
  },
  SetUserMFAPreference: (input) => {
    const { pool, user } = context.tokens.authenticate(input.AccessToken);
    return prefer(context, pool, user, input);
  },
  AdminSetUserMFAPreference: (input) => {
    const pool = context.declared.pool(input.UserPoolId);
    return prefer(context, pool, requireUser(context, pool, input.Username), input);
  },
});
