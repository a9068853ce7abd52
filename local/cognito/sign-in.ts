import { AwsError } from '../kernel/service.ts';
import type { Context, Input, Operation, Operations } from './context.ts';
import type { Client } from './declared.ts';
import { passwordMatches } from './passwords.ts';
import type { Challenge, Session } from './session-store.ts';
import { useCode } from './software-token.ts';
import type { User } from './user-store.ts';
import { invalidParameter, notAuthorized, requireUser, setPassword } from './users.ts';

const refreshTokenBytes = 96;
const wrongPassword = 'Incorrect username or password.';

const parameter = (input: Input, group: 'AuthParameters' | 'ChallengeResponses', name: string) => {
  const value: unknown = input[group]?.[name];
  if (typeof value === 'string' && value !== '') return value;
  throw invalidParameter(`Missing required parameter ${name}`);
};

/** Tokens of a session as an answer. A refresh token is only in it when there is a new one. */
const authenticated = (
  { tokens }: Context,
  options: { client: Client; user: User; session: Session; refreshToken?: string },
) => {
  const { client, user, session, refreshToken } = options;
  const { access, id } = tokens.issue(client, user, session);
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: access,
      ExpiresIn: client.accessSeconds,
      TokenType: 'Bearer',
      ...(refreshToken === undefined ? {} : { RefreshToken: refreshToken }),
      IdToken: id,
    },
  };
};

const newRefreshToken = ({ world }: Context): string =>
  Buffer.from(world.random.bytes(refreshTokenBytes)).toString('base64url');

const startSession = (context: Context, client: Client, user: User) => {
  const { world, sessions } = context;
  const refreshToken = newRefreshToken(context);
  const session = {
    id: world.random.uuid(),
    pool: client.pool.id,
    client: client.id,
    sub: user.sub,
    signedInMs: world.timeline.now(),
    expiresMs: world.timeline.now() + client.refreshSeconds * 1000,
    revoked: false,
  };
  sessions.start(session, refreshToken);
  return authenticated(context, { client, user, session, refreshToken });
};

const ask = (context: Context, client: Client, user: User, name: string, parameters: object) => {
  const { world, sessions } = context;
  const expiresMs = world.timeline.now() + client.challengeMs;
  const challenge = { pool: client.pool.id, client: client.id, sub: user.sub, name, expiresMs };
  return {
    ChallengeName: name,
    Session: sessions.ask(challenge),
    ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...parameters },
  };
};

/** What follows a right password: tokens, or one question more. */
const proceed = (context: Context, client: Client, user: User) => {
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    const userAttributes = JSON.stringify(user.attributes);
    const parameters = { requiredAttributes: '[]', userAttributes };
    return ask(context, client, user, 'NEW_PASSWORD_REQUIRED', parameters);
  }
  if (user.mfa && client.pool.mfa !== 'OFF')
    return ask(context, client, user, 'SOFTWARE_TOKEN_MFA', {});
  if (client.pool.mfa === 'ON')
    return ask(context, client, user, 'MFA_SETUP', { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' });
  return startSession(context, client, user);
};

const withPassword = (context: Context, client: Client, input: Input) => {
  const { users, attempts, world } = context;
  const { pool } = client;
  const name = parameter(input, 'AuthParameters', 'USERNAME');
  const password = parameter(input, 'AuthParameters', 'PASSWORD');
  const user = users.find(pool, name);
  const counted = user?.sub ?? name;
  attempts.guard(pool, counted);
  if (user?.password === undefined || !passwordMatches(user.password, password)) {
    attempts.failed(pool, counted);
    if (user === undefined && !client.hidesUsers)
      throw new AwsError('UserNotFoundException', 'User does not exist.');
    throw notAuthorized(wrongPassword);
  }
  attempts.succeeded(pool, counted);
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED')
    throw new AwsError('UserNotConfirmedException', 'User is not confirmed.');
  if (user.temporaryUntilMs !== undefined && user.temporaryUntilMs <= world.timeline.now())
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  return proceed(context, client, user);
};

const withRefreshToken = (context: Context, client: Client, token: string) => {
  const { sessions, users, world } = context;
  const session = sessions.byRefreshToken(token);
  if (session === undefined || session.client !== client.id)
    throw notAuthorized('Invalid Refresh Token');
  if (session.revoked) throw notAuthorized('Refresh Token has been revoked');
  if (session.expiresMs <= world.timeline.now()) throw notAuthorized('Refresh Token has expired');
  const user = users.find(client.pool, session.sub);
  if (user === undefined) throw notAuthorized('Invalid Refresh Token');
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (client.rotationGraceMs === undefined)
    return authenticated(context, { client, user, session });
  const refreshToken = newRefreshToken(context);
  sessions.rotate(session, refreshToken, world.timeline.now() + client.rotationGraceMs);
  return authenticated(context, { client, user, session, refreshToken });
};

const initiate =
  (context: Context, flows: Readonly<Record<string, string>>): Operation =>
  (input) => {
    const client = context.declared.client(input.ClientId);
    if (input.UserPoolId !== undefined && input.UserPoolId !== client.pool.id)
      throw new AwsError(
        'ResourceNotFoundException',
        `User pool client ${client.id} does not exist.`,
      );
    const flow = String(input.AuthFlow);
    const allowedBy = flows[flow];
    if (allowedBy === undefined)
      throw invalidParameter(`The authentication flow ${flow} is not supported here.`);
    if (!client.flows.includes(allowedBy))
      throw invalidParameter(`${flow} flow not enabled for this client`);
    if (allowedBy !== 'ALLOW_REFRESH_TOKEN_AUTH') return withPassword(context, client, input);
    if (client.rotationGraceMs !== undefined)
      throw invalidParameter('Refresh token rotation is on: use GetTokensFromRefreshToken.');
    return withRefreshToken(context, client, parameter(input, 'AuthParameters', 'REFRESH_TOKEN'));
  };

type Answer = (options: {
  readonly client: Client;
  readonly user: User;
  readonly challenge: Challenge;
  readonly input: Input;
}) => Record<string, unknown>;

const answers = (context: Context): Readonly<Record<string, Answer>> => ({
  SOFTWARE_TOKEN_MFA: ({ client, user, input }) => {
    const { attempts } = context;
    attempts.guard(client.pool, user.sub);
    const code = parameter(input, 'ChallengeResponses', 'SOFTWARE_TOKEN_MFA_CODE');
    try {
      const checked = useCode(context, client.pool, user, code);
      attempts.succeeded(client.pool, user.sub);
      return startSession(context, client, checked);
    } catch (error) {
      attempts.failed(client.pool, user.sub);
      throw error;
    }
  },
  NEW_PASSWORD_REQUIRED: ({ client, user, input }) => {
    const password = parameter(input, 'ChallengeResponses', 'NEW_PASSWORD');
    const changed = setPassword(context, client.pool, user, { password, permanent: true });
    return proceed(context, client, changed);
  },
  MFA_SETUP: ({ client, user }) => {
    if (user.totp?.verified !== true)
      throw invalidParameter('User has not verified software token mfa');
    return startSession(context, client, user);
  },
});

/** Answers a challenge. Its session is for one right answer; a wrong one may be followed by another try. */
const respond = (context: Context): Operation => {
  const { declared, sessions } = context;
  const known = answers(context);
  return (input) => {
    const client = declared.client(input.ClientId);
    const challenge = sessions.asked(String(input.Session));
    const answer = known[String(input.ChallengeName)];
    if (answer === undefined)
      throw invalidParameter(`The challenge ${input.ChallengeName} is not supported here.`);
    if (challenge?.name !== input.ChallengeName || challenge?.client !== client.id)
      throw notAuthorized('Invalid session for the user, session is expired.');
    const user = requireUser(context, client.pool, challenge.sub);
    const named = context.users.find(
      client.pool,
      parameter(input, 'ChallengeResponses', 'USERNAME'),
    );
    if (named?.sub !== user.sub) throw notAuthorized('Invalid session for the user.');
    if (!user.enabled) throw notAuthorized('User is disabled.');
    const output = answer({ client, user, challenge, input });
    sessions.settle(String(input.Session));
    return output;
  };
};

/** Signing in, and staying so. */
export const signInOperations = (context: Context): Operations => {
  const refresh = {
    REFRESH_TOKEN_AUTH: 'ALLOW_REFRESH_TOKEN_AUTH',
    REFRESH_TOKEN: 'ALLOW_REFRESH_TOKEN_AUTH',
  };
  const admin = 'ALLOW_ADMIN_USER_PASSWORD_AUTH';
  const respondToChallenge = respond(context);
  return {
    InitiateAuth: initiate(context, {
      ...refresh,
      USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
    }),
    AdminInitiateAuth: initiate(context, {
      ...refresh,
      ADMIN_USER_PASSWORD_AUTH: admin,
      ADMIN_NO_SRP_AUTH: admin,
    }),
    RespondToAuthChallenge: respondToChallenge,
    AdminRespondToAuthChallenge: respondToChallenge,
    GetTokensFromRefreshToken: ({ ClientId, RefreshToken }) => {
      const client = context.declared.client(ClientId);
      return withRefreshToken(context, client, String(RefreshToken));
    },
  };
};
