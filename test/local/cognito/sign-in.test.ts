import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminUserGlobalSignOutCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { startMs } from '../http/doors.ts';
import { ClientId, password, refused, startPool, UserPoolId } from './pools.ts';

const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${UserPoolId}`;
const seconds = startMs / 1000;
const wrong = refused('NotAuthorizedException', 'Incorrect username or password.');

it('gives tokens that another library verifies, with the claims of AWS', async () => {
  const { service, addUser, tokensOf, signIn } = startPool();
  await addUser('u1', 'Customer@assay.test', 'customer', 'admin');
  const { access, id } = await tokensOf('customer@ASSAY.test');
  const keys = createLocalJWKSet({ keys: [...(service.jwks(issuer) ?? [])] as never });
  const options = { issuer, currentDate: new Date(startMs) };
  const { payload } = await jwtVerify(access, keys, options);
  expect(payload).toEqual({
    sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'cognito:groups': ['admin', 'customer'],
    iss: issuer,
    client_id: ClientId,
    origin_jti: expect.any(String),
    event_id: expect.any(String),
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    auth_time: seconds,
    iat: seconds,
    exp: seconds + 900,
    jti: expect.any(String),
    username: 'u1',
  });
  const identity = await jwtVerify(id, keys, { ...options, audience: ClientId });
  expect(identity.payload).toMatchObject({
    token_use: 'id',
    sub: payload.sub,
    'cognito:username': 'u1',
    email: 'Customer@assay.test',
    email_verified: true,
    origin_jti: payload['origin_jti'],
  });
  expect((await signIn('u1')).AuthenticationResult).toMatchObject({
    ExpiresIn: 900,
    TokenType: 'Bearer',
  });
  expect(service.jwks('https://evil.test')).toBeUndefined();
});

it('tells a wrong password and an unknown user alike, unless the client says otherwise', async () => {
  const { addUser, signIn } = startPool();
  await addUser('u1', 'a@assay.test');
  await expect(signIn('u1', 'Wrong-password-1')).rejects.toMatchObject(wrong);
  await expect(signIn('nobody')).rejects.toMatchObject(wrong);
  const open = startPool({ client: { PreventUserExistenceErrors: 'LEGACY' } });
  await expect(open.signIn('nobody')).rejects.toMatchObject(
    refused('UserNotFoundException', 'User does not exist.'),
  );
});

it('locks after five failures for a second, then longer each time, whoever it is', async () => {
  const { addUser, signIn, world } = startPool();
  await addUser('u1', 'a@assay.test');
  const locked = refused('NotAuthorizedException', 'Password attempts exceeded');
  for (const name of ['u1', 'nobody'])
    for (let n = 0; n < 5; n++) await expect(signIn(name, 'wrong')).rejects.toMatchObject(wrong);
  await expect(signIn('a@assay.test')).rejects.toMatchObject(locked);
  await expect(signIn('nobody')).rejects.toMatchObject(locked);
  await world.timeline.advance(1_000);
  await expect(signIn('u1', 'wrong')).rejects.toMatchObject(wrong);
  await world.timeline.advance(1_999);
  await expect(signIn('u1')).rejects.toMatchObject(locked);
  await world.timeline.advance(1);
  expect((await signIn('u1')).AuthenticationResult).toBeDefined();
  await expect(signIn('u1', 'wrong')).rejects.toMatchObject(wrong);
  expect((await signIn('u1')).AuthenticationResult).toBeDefined();
});

it('does not sign a disabled user in, nor refresh', async () => {
  const { addUser, signIn, tokensOf, refresh, client } = startPool();
  await addUser('u1', 'a@assay.test');
  const tokens = await tokensOf('u1');
  await client.send(new AdminDisableUserCommand({ UserPoolId, Username: 'u1' }));
  await expect(signIn('u1')).rejects.toMatchObject(
    refused('NotAuthorizedException', 'User is disabled.'),
  );
  await expect(refresh(tokens.refresh)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  await client.send(new AdminEnableUserCommand({ UserPoolId, Username: 'u1' }));
  expect((await signIn('u1')).AuthenticationResult).toBeDefined();
});

it('refreshes until the refresh token expires, keeping the time of sign-in', async () => {
  const { addUser, tokensOf, refresh, world } = startPool();
  await addUser('u1', 'a@assay.test');
  const tokens = await tokensOf('u1');
  await world.timeline.advance(3_600_000);
  const { AuthenticationResult: next } = await refresh(tokens.refresh);
  expect(next?.RefreshToken).toBeUndefined();
  expect(decodeJwt(next?.AccessToken ?? '')).toMatchObject({
    auth_time: seconds,
    iat: seconds + 3600,
    exp: seconds + 4500,
    origin_jti: decodeJwt(tokens.access)['origin_jti'],
  });
  await expect(refresh('nonsense')).rejects.toMatchObject(
    refused('NotAuthorizedException', 'Invalid Refresh Token'),
  );
  await world.timeline.advance(30 * 86_400_000);
  await expect(refresh(tokens.refresh)).rejects.toMatchObject(
    refused('NotAuthorizedException', 'Refresh Token has expired'),
  );
});

it('rotates refresh tokens where the client asks for it', async () => {
  const rotating = { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 } };
  const { addUser, tokensOf, refresh, client, world } = startPool({ client: rotating });
  await addUser('u1', 'a@assay.test');
  const { refresh: first } = await tokensOf('u1');
  const next = (RefreshToken: string) =>
    client.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  await expect(refresh(first)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const second = (await next(first)).AuthenticationResult?.RefreshToken ?? '';
  expect((await next(first)).AuthenticationResult).toBeDefined();
  await world.timeline.advance(20_000);
  await expect(next(first)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(second).not.toBe(first);
});

it('signs out everywhere at once, or revokes one session alone', async () => {
  const { addUser, tokensOf, refresh, client } = startPool();
  await addUser('u1', 'a@assay.test');
  const [one, two, three] = [await tokensOf('u1'), await tokensOf('u1'), await tokensOf('u1')];
  const get = (AccessToken: string) => client.send(new GetUserCommand({ AccessToken }));
  const revoked = refused('NotAuthorizedException', 'Access Token has been revoked');
  await client.send(new RevokeTokenCommand({ ClientId, Token: one.refresh }));
  await expect(get(one.access)).rejects.toMatchObject(revoked);
  await expect(refresh(one.refresh)).rejects.toMatchObject(
    refused('NotAuthorizedException', 'Refresh Token has been revoked'),
  );
  expect(await get(two.access)).toMatchObject({ Username: 'u1' });
  await client.send(new GlobalSignOutCommand({ AccessToken: two.access }));
  await expect(get(three.access)).rejects.toMatchObject(revoked);
  const four = await tokensOf('u1');
  await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: 'u1' }));
  await expect(get(four.access)).rejects.toMatchObject(revoked);
});

it('takes its own access tokens only: no ID token, no changed, no expired one', async () => {
  const { addUser, tokensOf, client, world } = startPool();
  await addUser('u1', 'a@assay.test');
  const { access, id } = await tokensOf('u1');
  const get = (AccessToken: string) => client.send(new GetUserCommand({ AccessToken }));
  const bad = refused('NotAuthorizedException', 'Invalid Access Token');
  for (const token of [id, `${access.slice(0, -3)}AAA`, 'a.b.c'])
    await expect(get(token)).rejects.toMatchObject(bad);
  await world.timeline.advance(900_000);
  await expect(get(access)).rejects.toMatchObject(
    refused('NotAuthorizedException', 'Access Token has expired'),
  );
});

it('asks for a new password where the first was temporary, until that expires', async () => {
  const { client, signIn, world } = startPool();
  const TemporaryPassword = 'Temporary-pass-1';
  const create = {
    UserPoolId,
    Username: 'u1',
    TemporaryPassword,
    MessageAction: 'SUPPRESS',
  } as const;
  await client.send(new AdminCreateUserCommand(create));
  const asked = await signIn('u1', TemporaryPassword);
  expect(asked).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  expect(asked.AuthenticationResult).toBeUndefined();
  const answer = (NEW_PASSWORD: string) =>
    client.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session: asked.Session,
        ChallengeResponses: { USERNAME: 'u1', NEW_PASSWORD },
      }),
    );
  await expect(answer('short')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
  expect((await answer(password)).AuthenticationResult).toBeDefined();
  await expect(answer(password)).rejects.toMatchObject(
    refused('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
  );
  await client.send(new AdminCreateUserCommand({ ...create, Username: 'u2' }));
  await world.timeline.advance(86_400_000);
  await expect(signIn('u2', TemporaryPassword)).rejects.toMatchObject({
    message: expect.stringContaining('Temporary password has expired'),
  });
});

it('refuses flows that the client does not allow, and clients that do not exist', async () => {
  const { client } = startPool();
  const AuthParameters = { USERNAME: 'u1', PASSWORD: password };
  const start = (more: object) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters,
        ...more,
      }),
    );
  await expect(start({ ClientId: 'other' })).rejects.toMatchObject(
    refused('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
  );
  await expect(start({ AuthFlow: 'USER_SRP_AUTH' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(start({ ClientId: 'nobody' })).rejects.toMatchObject(
    refused('ResourceNotFoundException', 'User pool client nobody does not exist.'),
  );
  await expect(start({ AuthParameters: { USERNAME: 'u1' } })).rejects.toMatchObject(
    refused('InvalidParameterException', 'Missing required parameter PASSWORD'),
  );
  const admin = {
    ClientId,
    UserPoolId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters,
  } as const;
  await expect(client.send(new AdminInitiateAuthCommand(admin))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});
