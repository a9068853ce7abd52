import { AwsError } from '../kernel/service.ts';
import { freeUsername, newUser } from './admin.ts';
import type { Context, Input, Operation, Operations } from './context.ts';
import { passwordMatches } from './passwords.ts';
import {
  attributeList,
  change,
  claimAlias,
  invalidParameter,
  mfaOf,
  notAuthorized,
  readAttributes,
  requireUser,
  setPassword,
} from './users.ts';

const codeDigits = 6;

const changePassword = (context: Context): Operation => {
  const { tokens, attempts } = context;
  return ({ AccessToken, PreviousPassword, ProposedPassword }) => {
    const { pool, user } = tokens.authenticate(AccessToken);
    attempts.guard(pool, user.sub);
    if (user.password === undefined || !passwordMatches(user.password, String(PreviousPassword))) {
      attempts.failed(pool, user.sub);
      throw notAuthorized('Incorrect username or password.');
    }
    setPassword(context, pool, user, { password: ProposedPassword, permanent: true });
    attempts.succeeded(pool, user.sub);
    return {};
  };
};

/** Revokes a refresh token and every access token that came of it; one that is unknown is none. */
const revokeToken = ({ declared, sessions }: Context): Operation => {
  return ({ ClientId, Token }) => {
    const client = declared.client(ClientId);
    if (!client.revocation)
      throw new AwsError(
        'UnsupportedOperationException',
        'Token revocation is not enabled for this client.',
      );
    const session = sessions.byRefreshToken(String(Token));
    if (session === undefined) return {};
    if (session.client !== client.id)
      throw new AwsError('UnauthorizedException', 'The token was issued to another client.');
    sessions.revoke(session.id);
    return {};
  };
};

const signUp = (context: Context): Operation => {
  const { declared, world, deliver } = context;
  return (input) => {
    const { pool } = declared.client(input.ClientId);
    if (!pool.selfSignUp) throw notAuthorized('SignUp is not permitted for this user pool');
    const username = freeUsername(context, pool, input.Username);
    const attributes = readAttributes(pool, input.UserAttributes);
    const missing = pool.requiredAttributes.find((name) => attributes[name] === undefined);
    if (missing !== undefined)
      throw invalidParameter(
        `Attributes did not conform to the schema: ${missing}: The attribute is required`,
      );
    const user = newUser(context, username, { ...attributes, email_verified: 'false' });
    const confirmationCode = String(Math.floor(world.random.next() * 10 ** codeDigits)).padStart(
      codeDigits,
      '0',
    );
    const password = { password: input.Password, permanent: true };
    const created = setPassword(context, pool, user, password);
    change(context, pool, created, { status: 'UNCONFIRMED', confirmationCode });
    const { email } = attributes;
    if (email !== undefined)
      deliver({
        to: email,
        subject: 'Your verification code',
        text: `Your confirmation code is ${confirmationCode}`,
      });
    return { UserConfirmed: false, UserSub: user.sub };
  };
};

const confirmSignUp = (context: Context): Operation => {
  const { declared } = context;
  return ({ ClientId, Username, ConfirmationCode, ForceAliasCreation }: Input) => {
    const { pool } = declared.client(ClientId);
    const { confirmationCode, ...user } = requireUser(context, pool, Username);
    if (user.status !== 'UNCONFIRMED')
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
    if (confirmationCode !== ConfirmationCode)
      throw new AwsError(
        'CodeMismatchException',
        'Invalid verification code provided, please try again.',
      );
    const attributes = { ...user.attributes, email_verified: 'true' };
    claimAlias(context, { pool, user: { ...user, attributes }, force: ForceAliasCreation });
    change(context, pool, user, { attributes, status: 'CONFIRMED' });
    return {};
  };
};

/** What people do for themselves, with their own token or code as the proof. */
export const selfServiceOperations = (context: Context): Operations => {
  const { tokens, sessions } = context;
  return {
    SignUp: signUp(context),
    ConfirmSignUp: confirmSignUp(context),
    ChangePassword: changePassword(context),
    RevokeToken: revokeToken(context),
    GetUser: ({ AccessToken }) => {
      const { user } = tokens.authenticate(AccessToken);
      return { Username: user.username, UserAttributes: attributeList(user), ...mfaOf(user) };
    },
    GlobalSignOut: ({ AccessToken }) => {
      const { pool, user } = tokens.authenticate(AccessToken);
      sessions.revokeAll(pool.id, user.sub);
      return {};
    },
  };
};
