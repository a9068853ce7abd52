import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  ConfirmSignUpCommand,
  GetUserCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { openStorage } from '../../../local/kernel/storage.ts';
import { ClientId, password, poolArn, refused, startPool, UserPoolId } from './pools.ts';

const verified = (email: string) => [
  { Name: 'email', Value: email },
  { Name: 'email_verified', Value: 'true' },
];

it('keeps a user as AdminGetUser shows it', async () => {
  const { addUser, client } = startPool();
  await addUser('u1', 'a@assay.test');
  const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username: 'A@assay.test' }));
  expect(user).toMatchObject({
    Username: 'u1',
    Enabled: true,
    UserStatus: 'CONFIRMED',
    UserCreateDate: new Date('2026-11-23T10:00:00Z'),
    UserAttributes: [
      { Name: 'sub' },
      { Name: 'email', Value: 'a@assay.test' },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  const sub = user.UserAttributes?.[0]?.Value;
  expect(await client.send(new AdminGetUserCommand({ UserPoolId, Username: sub }))).toMatchObject({
    Username: 'u1',
  });
});

it('gives a user name once, and a verified address once', async () => {
  const { addUser, client } = startPool();
  await addUser('u1', 'a@assay.test');
  const create = (Username: string, more: object = {}) =>
    client.send(
      new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS', ...more }),
    );
  await expect(create('U1')).rejects.toMatchObject(
    refused('UsernameExistsException', 'User account already exists'),
  );
  const UserAttributes = verified('A@assay.test');
  await expect(create('u2', { UserAttributes })).rejects.toMatchObject(
    refused('AliasExistsException', 'An account with the email already exists.'),
  );
  await create('u2', { UserAttributes: [{ Name: 'email', Value: 'a@assay.test' }] });
  await create('u3', { UserAttributes, ForceAliasCreation: true });
  const { Username } = await client.send(
    new AdminGetUserCommand({ UserPoolId, Username: 'a@assay.test' }),
  );
  expect(Username).toBe('u3');
});

it('refuses names and attributes that the pool does not take', async () => {
  const { client } = startPool();
  const create = (Username: string, Name = 'email', Value = 'a@assay.test') =>
    client.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes: [{ Name, Value }] }),
    );
  const invalid = { name: 'InvalidParameterException' };
  await expect(create('a@assay.test')).rejects.toMatchObject(invalid);
  await expect(create('a b')).rejects.toMatchObject(invalid);
  await expect(create('u1', 'email', 'nonsense')).rejects.toMatchObject(invalid);
  await expect(create('u1', 'shoe_size', '44')).rejects.toMatchObject(invalid);
  await expect(create('u1', 'sub', 'mine')).rejects.toMatchObject(invalid);
  await expect(
    client.send(new AdminGetUserCommand({ UserPoolId, Username: 'u1' })),
  ).rejects.toMatchObject(refused('UserNotFoundException', 'User does not exist.'));
});

it('sends an invitation unless told not to', async () => {
  const { client, mails, signIn } = startPool();
  await client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: 'u1',
      UserAttributes: verified('a@assay.test'),
    }),
  );
  const temporary = /temporary password is (.+)$/.exec(mails[0]?.text ?? '')?.[1] ?? '';
  expect(await signIn('u1', temporary)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
});

it.each([
  ['Short-pass1', 'Password not long enough'],
  ['assay-local-1', 'Password must have uppercase characters'],
  ['ASSAY-LOCAL-1', 'Password must have lowercase characters'],
  ['Assay-local-x', 'Password must have numeric characters'],
  ['Assaylocal123', 'Password must have symbol characters'],
])('refuses %s by the policy', async (Password, why) => {
  const { addUser, client } = startPool();
  await addUser('u1', 'a@assay.test');
  const set = new AdminSetUserPasswordCommand({
    UserPoolId,
    Username: 'u1',
    Password,
    Permanent: true,
  });
  await expect(client.send(set)).rejects.toMatchObject(
    refused('InvalidPasswordException', `Password did not conform with policy: ${why}`),
  );
});

it('changes a password for who knows the old one, never back to one of the last', async () => {
  const { addUser, tokensOf, client } = startPool();
  await addUser('u1', 'a@assay.test');
  const { access: AccessToken } = await tokensOf('u1');
  const changeTo = (PreviousPassword: string, ProposedPassword: string) =>
    client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
  await expect(changeTo('wrong', 'Assay-local-2')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
  await changeTo(password, 'Assay-local-2');
  await changeTo('Assay-local-2', 'Assay-local-3');
  await expect(changeTo('Assay-local-3', 'Assay-local-2')).rejects.toMatchObject({
    name: 'PasswordHistoryPolicyViolationException',
  });
  await changeTo('Assay-local-3', password);
  expect((await tokensOf('u1')).access).toBeDefined();
});

it('unverifies an address that changes, so that it signs nobody in', async () => {
  const { addUser, client, signIn } = startPool();
  await addUser('u1', 'a@assay.test');
  const update = (UserAttributes: { Name: string; Value: string }[]) =>
    client.send(
      new AdminUpdateUserAttributesCommand({ UserPoolId, Username: 'u1', UserAttributes }),
    );
  await update([{ Name: 'email', Value: 'b@assay.test' }]);
  for (const name of ['a@assay.test', 'b@assay.test']) await expect(signIn(name)).rejects.toThrow();
  await update([{ Name: 'email_verified', Value: 'true' }]);
  expect((await signIn('b@assay.test')).AuthenticationResult).toBeDefined();
});

it('lists users by page and by filter', async () => {
  const { addUser, client } = startPool();
  for (const n of [3, 1, 2]) await addUser(`u${n}`, `${n}@assay.test`, 'customer');
  const list = async (more: object) => {
    const { Users = [], PaginationToken } = await client.send(
      new ListUsersCommand({ UserPoolId, ...more }),
    );
    return { names: Users.map(({ Username }) => Username), PaginationToken };
  };
  expect(await list({ Filter: 'email = "2@ASSAY.test"' })).toEqual({
    names: ['u2'],
    PaginationToken: undefined,
  });
  expect(await list({ Filter: 'username ^= "u"' })).toMatchObject({ names: ['u1', 'u2', 'u3'] });
  const first = await list({ Limit: 2 });
  expect(first.names).toEqual(['u1', 'u2']);
  expect(await list({ Limit: 2, PaginationToken: first.PaginationToken })).toMatchObject({
    names: ['u3'],
  });
  await expect(list({ Filter: 'email like "x"' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

it('keeps groups', async () => {
  const { addUser, client } = startPool();
  await addUser('u1', 'a@assay.test', 'customer', 'admin');
  const who = { UserPoolId, Username: 'u1' };
  await client.send(new AdminRemoveUserFromGroupCommand({ ...who, GroupName: 'admin' }));
  const { Groups } = await client.send(new AdminListGroupsForUserCommand(who));
  expect(Groups).toMatchObject([{ GroupName: 'customer' }]);
  const { Users } = await client.send(
    new ListUsersInGroupCommand({ UserPoolId, GroupName: 'customer' }),
  );
  expect(Users).toMatchObject([{ Username: 'u1' }]);
  const unknown = new AdminAddUserToGroupCommand({ ...who, GroupName: 'nobody' });
  await expect(client.send(unknown)).rejects.toMatchObject(
    refused('ResourceNotFoundException', 'Group not found.'),
  );
});

it('forgets a deleted user, tokens and groups too', async () => {
  const { addUser, client, tokensOf, signIn } = startPool();
  await addUser('u1', 'a@assay.test', 'admin');
  const { access: AccessToken } = await tokensOf('u1');
  await client.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'u1' }));
  await expect(signIn('u1')).rejects.toThrow();
  await expect(client.send(new GetUserCommand({ AccessToken }))).rejects.toThrow();
  await addUser('u1', 'a@assay.test');
  const { Groups } = await client.send(
    new AdminListGroupsForUserCommand({ UserPoolId, Username: 'u1' }),
  );
  expect(Groups).toEqual([]);
});

it('lets people sign up where the pool does, with the code they were sent', async () => {
  const closed = startPool();
  const wanted = {
    ClientId,
    Username: 'u1',
    Password: password,
    UserAttributes: [{ Name: 'email', Value: 'a@assay.test' }],
  };
  await expect(closed.client.send(new SignUpCommand(wanted))).rejects.toMatchObject(
    refused('NotAuthorizedException', 'SignUp is not permitted for this user pool'),
  );
  const { client, mails, signIn } = startPool({ pool: { AdminCreateUserConfig: {} } });
  const bare = { ...wanted, UserAttributes: [] };
  await expect(client.send(new SignUpCommand(bare))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  expect(await client.send(new SignUpCommand(wanted))).toMatchObject({ UserConfirmed: false });
  await expect(signIn('u1')).rejects.toMatchObject(
    refused('UserNotConfirmedException', 'User is not confirmed.'),
  );
  const ConfirmationCode = mails[0]?.text.slice(-6);
  const confirm = (code: string | undefined) =>
    client.send(new ConfirmSignUpCommand({ ClientId, Username: 'u1', ConfirmationCode: code }));
  await expect(confirm('nonsense')).rejects.toMatchObject({ name: 'CodeMismatchException' });
  await confirm(ConfirmationCode);
  expect((await signIn('a@assay.test')).AuthenticationResult).toBeDefined();
});

it('remembers users, keys and sessions over a restart, and no password in clear', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-'));
  const path = join(folder, 'store.sqlite');
  const before = startPool({ storage: openStorage(path) });
  await before.addUser('u1', 'a@assay.test');
  const tokens = await before.tokensOf('u1');
  const dump = JSON.stringify(before.world.storage.db.prepare('SELECT * FROM cognito_users').all());
  expect(dump).not.toContain(password);
  before.world.storage.close();
  const after = startPool({ storage: openStorage(path) });
  expect(await after.client.send(new GetUserCommand({ AccessToken: tokens.access }))).toMatchObject(
    { Username: 'u1' },
  );
  expect((await after.refresh(tokens.refresh)).AuthenticationResult).toBeDefined();
  after.world.storage.close();
  rmSync(folder, { recursive: true });
});

it('asks for rights on the pool where an administrator acts, and none of people themselves', () => {
  const { service } = startPool();
  const caller = { kind: 'cloud', name: 'test' } as const;
  const of = (operation: string) =>
    service.permissions({ operation, input: { UserPoolId }, caller });
  expect(of('AdminCreateUser')).toEqual([
    { action: 'cognito-idp:AdminCreateUser', resource: poolArn },
  ]);
  expect(of('ListUsers')).toHaveLength(1);
  expect(of('InitiateAuth')).toEqual([]);
  expect(() => of('CreateUserPool')).toThrow('CreateUserPool');
});
