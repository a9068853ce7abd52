import { AwsError } from '../kernel/service.ts';
import { generateSecret } from '../secrets/generate.ts';
import type { Context, Input, Operation, Operations } from './context.ts';
import type { Pool } from './declared.ts';
import { checkPolicy } from './passwords.ts';
import type { User } from './user-store.ts';
import {
  attributeList,
  change,
  claimAlias,
  invalidParameter,
  isEmail,
  metadata,
  mfaOf,
  readAttributes,
  requireUser,
  setPassword,
  userType,
} from './users.ts';

const usernameLengthMax = 128;

/** A user name that nobody has; throws otherwise. */
export const freeUsername = ({ users }: Context, pool: Pool, name: unknown): string => {
  if (
    typeof name !== 'string' ||
    name.length < 1 ||
    name.length > usernameLengthMax ||
    /\s/.test(name)
  )
    throw invalidParameter(`A user name has 1 to ${usernameLengthMax} characters and no spaces.`);
  if (pool.emailAlias && isEmail(name))
    throw invalidParameter(
      'Username cannot be of email format, since user pool is configured for email alias.',
    );
  if (users.find(pool, name) !== undefined)
    throw new AwsError('UsernameExistsException', 'User account already exists');
  return name;
};

export const newUser = (
  { world }: Context,
  username: string,
  attributes: Readonly<Record<string, string>>,
): User => {
  const nowMs = world.timeline.now();
  return {
    username,
    sub: world.random.uuid(),
    status: 'UNCONFIRMED',
    enabled: true,
    attributes,
    passwordHistory: [],
    mfa: false,
    createdMs: nowMs,
    modifiedMs: nowMs,
  };
};

const temporaryPassword = ({ world }: Context, { policy }: Pool): string =>
  generateSecret(world.random, {
    PasswordLength: Math.max(policy.lengthMin, 16),
    ExcludeCharacters: '\'"<>&',
  });

const createUser = (context: Context): Operation => {
  const { declared, deliver } = context;
  return (input) => {
    const pool = declared.pool(input.UserPoolId);
    const username = freeUsername(context, pool, input.Username);
    const user = newUser(context, username, readAttributes(pool, input.UserAttributes));
    const given = input.TemporaryPassword ?? temporaryPassword(context, pool);
    // Before anybody loses an address to a user who is then refused.
    const password = checkPolicy(pool.policy, given);
    claimAlias(context, { pool, user, force: input.ForceAliasCreation });
    const created = setPassword(context, pool, user, { password, permanent: false });
    const { email } = created.attributes;
    if (input.MessageAction !== 'SUPPRESS' && email !== undefined)
      deliver({
        to: email,
        subject: 'Your temporary password',
        text: `Your username is ${username} and temporary password is ${password}`,
      });
    return { User: userType(created) };
  };
};

const updateAttributes = (context: Context): Operation => {
  return (input) => {
    const pool = context.declared.pool(input.UserPoolId);
    const user = requireUser(context, pool, input.Username);
    const given = readAttributes(pool, input.UserAttributes);
    const moved = given['email'] !== undefined && given['email'] !== user.attributes['email'];
    // An address that changes is unverified until somebody says otherwise.
    const unverified = moved ? { email_verified: 'false' } : {};
    const attributes = { ...user.attributes, ...unverified, ...given };
    claimAlias(context, { pool, user: { ...user, attributes } });
    change(context, pool, user, { attributes });
    return {};
  };
};

const filterPattern = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;
const listedMax = 60;

/** ListUsers' filter: one attribute, equal to or beginning with a value. */
const matcher = (filter: string | undefined): ((user: User) => boolean) => {
  if (filter === undefined || filter === '') return () => true;
  const [, name, operator, quoted] = filterPattern.exec(filter) ?? [];
  if (name === undefined || quoted === undefined)
    throw invalidParameter('Error while parsing filter.');
  const wanted = quoted.replace(/\\(.)/g, '$1').toLowerCase();
  return (user) => {
    const known: Record<string, string> = {
      username: user.username,
      sub: user.sub,
      'cognito:user_status': user.status,
      status: user.enabled ? 'Enabled' : 'Disabled',
    };
    const value = (known[name] ?? user.attributes[name])?.toLowerCase();
    if (value === undefined) return false;
    return operator === '=' ? value === wanted : value.startsWith(wanted);
  };
};

const listUsers = ({ declared, users }: Context): Operation => {
  return ({ UserPoolId, Filter, Limit = listedMax, PaginationToken }) => {
    const pool = declared.pool(UserPoolId);
    const matches = matcher(Filter);
    const limit = Math.min(Number(Limit), listedMax);
    const found: User[] = [];
    let after: string = PaginationToken ?? '';
    for (;;) {
      const page = users.page(pool, after, listedMax);
      for (const user of page) {
        after = user.username;
        if (matches(user)) found.push(user);
        if (found.length === limit) return { Users: found.map(userType), PaginationToken: after };
      }
      if (page.length < listedMax) return { Users: found.map(userType) };
    }
  };
};

const groups = (context: Context): Operations => {
  const { declared, users } = context;
  const groupOf = (pool: Pool, { GroupName: name }: Input): string => {
    if (pool.groups.includes(name)) return name;
    throw new AwsError('ResourceNotFoundException', 'Group not found.');
  };
  return {
    AdminAddUserToGroup: (input) => {
      const pool = declared.pool(input.UserPoolId);
      const user = requireUser(context, pool, input.Username);
      users.join(pool, groupOf(pool, input), user);
      return {};
    },
    AdminRemoveUserFromGroup: (input) => {
      const pool = declared.pool(input.UserPoolId);
      const user = requireUser(context, pool, input.Username);
      users.leave(pool, groupOf(pool, input), user);
      return {};
    },
    AdminListGroupsForUser: (input) => {
      const pool = declared.pool(input.UserPoolId);
      const user = requireUser(context, pool, input.Username);
      const names = users.groupsOf(pool, user);
      return { Groups: names.map((GroupName) => ({ GroupName, UserPoolId: pool.id })) };
    },
    ListUsersInGroup: (input) => {
      const pool = declared.pool(input.UserPoolId);
      const limit = Math.min(Number(input.Limit ?? listedMax), listedMax);
      const found = users.membersOf(pool, groupOf(pool, input), input.NextToken ?? '', limit);
      const NextToken = found.length === limit ? found.at(-1)?.username : undefined;
      return { Users: found.map(userType), ...(NextToken === undefined ? {} : { NextToken }) };
    },
  };
};

const states = (context: Context): Operations => {
  const { declared, sessions, users } = context;
  const onUser =
    (
      act: (pool: Pool, user: User, input: Input) => Record<string, unknown> | undefined,
    ): Operation =>
    (input) => {
      const pool = declared.pool(input.UserPoolId);
      return act(pool, requireUser(context, pool, input.Username), input) ?? {};
    };
  return {
    AdminGetUser: onUser((_, user) => ({
      ...metadata(user),
      UserAttributes: attributeList(user),
      ...mfaOf(user),
    })),
    AdminSetUserPassword: onUser((pool, user, { Password, Permanent }) => {
      setPassword(context, pool, user, { password: Password, permanent: Permanent === true });
      return {};
    }),
    AdminConfirmSignUp: onUser((pool, user) => {
      change(context, pool, user, { status: 'CONFIRMED' });
      return {};
    }),
    AdminDisableUser: onUser((pool, user) => {
      change(context, pool, user, { enabled: false });
      sessions.revokeAll(pool.id, user.sub);
      return {};
    }),
    AdminEnableUser: onUser((pool, user) => {
      change(context, pool, user, { enabled: true });
      return {};
    }),
    AdminDeleteUser: onUser((pool, user) => {
      users.remove(pool, user);
      sessions.revokeAll(pool.id, user.sub);
      return {};
    }),
    AdminUserGlobalSignOut: onUser((pool, user) => {
      sessions.revokeAll(pool.id, user.sub);
      return {};
    }),
  };
};

/** The operations that a function with the right on the pool may call. */
export const adminOperations = (context: Context): Operations => ({
  AdminCreateUser: createUser(context),
  AdminUpdateUserAttributes: updateAttributes(context),
  ListUsers: listUsers(context),
  ...groups(context),
  ...states(context),
});
