import { AwsError } from '../kernel/service.ts';
import type { Context } from './context.ts';
import type { Pool } from './declared.ts';
import { checkPolicy, hashPassword, passwordMatches } from './passwords.ts';
import type { User } from './user-store.ts';

export const invalidParameter = (message: string) =>
  new AwsError('InvalidParameterException', message);
export const notAuthorized = (message: string) => new AwsError('NotAuthorizedException', message);

const standard =
  'address birthdate email email_verified family_name gender given_name locale middle_name name nickname phone_number phone_number_verified picture preferred_username profile updated_at website zoneinfo'.split(
    ' ',
  );
const valueLengthMax = 2048;

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

/** `[{ Name, Value }]` as a record; throws where the pool's schema has no such attribute. */
export const readAttributes = (pool: Pool, list: unknown): Record<string, string> => {
  const read: Record<string, string> = {};
  for (const { Name: name, Value: value = '' } of Array.isArray(list) ? list : []) {
    const refuse = (why: string) =>
      invalidParameter(`Attributes did not conform to the schema: ${name}: ${why}`);
    if (name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub');
    if (!standard.includes(name) && !pool.customAttributes.includes(name))
      throw refuse('Attribute does not exist in the schema.');
    if (String(value).length > valueLengthMax) throw refuse('String is too long');
    if (name === 'email' && !isEmail(value))
      throw invalidParameter('Invalid email address format.');
    read[name] = String(value);
  }
  return read;
};

/** Another user's verified address cannot be taken, unless it is moved on purpose. */
export const claimAlias = (
  { users }: Context,
  options: { pool: Pool; user: User; force?: boolean | undefined },
): void => {
  const { pool, user, force } = options;
  const { email, email_verified: verified } = user.attributes;
  if (!pool.emailAlias || email === undefined || verified !== 'true') return;
  const holder = users.byAlias(pool, email);
  if (holder === undefined || holder.sub === user.sub) return;
  if (force !== true)
    throw new AwsError('AliasExistsException', 'An account with the email already exists.');
  const attributes = { ...holder.attributes, email_verified: 'false' };
  users.put(pool, { ...holder, attributes });
};

/** The user of an admin's call; throws `UserNotFoundException`. */
export const requireUser = ({ users }: Context, pool: Pool, name: unknown): User => {
  const user = typeof name === 'string' ? users.find(pool, name) : undefined;
  if (user === undefined) throw new AwsError('UserNotFoundException', 'User does not exist.');
  return user;
};

/** Puts a user with something changed, and the moment of it. */
export const change = (
  { users, world }: Context,
  pool: Pool,
  user: User,
  changes: Partial<User>,
): User => {
  const changed = { ...user, ...changes, modifiedMs: world.timeline.now() };
  users.put(pool, changed);
  return changed;
};

/** Gives a user a password that meets the policy and is none of the last ones. */
export const setPassword = (
  context: Context,
  pool: Pool,
  user: User,
  options: { readonly password: unknown; readonly permanent: boolean },
): User => {
  const { random, timeline } = context.world;
  const { policy } = pool;
  const password = checkPolicy(policy, options.password);
  const held = user.password === undefined ? [] : [user.password];
  const earlier = [...held, ...user.passwordHistory].slice(0, policy.historySize);
  if (options.permanent && earlier.some((hashed) => passwordMatches(hashed, password)))
    throw new AwsError(
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used. Please choose a different password.',
    );
  const { temporaryUntilMs: _, ...rest } = user;
  return change(context, pool, rest, {
    password: hashPassword(random, password),
    passwordHistory: earlier,
    status: options.permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
    ...(options.permanent ? {} : { temporaryUntilMs: timeline.now() + policy.temporaryMs }),
  });
};

const listOf = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

/** `sub` comes first, as Cognito lists it. */
export const attributeList = ({ sub, attributes }: User) => listOf({ sub, ...attributes });

export const mfaOf = ({ mfa }: User) =>
  mfa
    ? { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA', UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }
    : {};

/** The dates and states of a user, as AdminGetUser and ListUsers have them. */
export const metadata = (user: User) => ({
  Username: user.username,
  UserCreateDate: user.createdMs / 1000,
  UserLastModifiedDate: user.modifiedMs / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** The `UserType` of the API. */
export const userType = (user: User) => ({ ...metadata(user), Attributes: attributeList(user) });
