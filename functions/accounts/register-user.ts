import { randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod/mini';
import { Email, normaliseEmail } from '../../domain/accounts/email.ts';
import { user } from '../../domain/accounts/user.ts';
import { referenceBytes, referenceFrom } from '../../domain/shared/reference.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { createWallet } from '../../domain/wallets/create-wallet.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { cognito } from '../shared/cognito.ts';
import { required } from '../shared/env.ts';
import { Id, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { ensurePersonKey } from '../shared/seal/person-keys.ts';
import { execute } from '../shared/store/execute.ts';
import { claim, readGuard } from '../shared/store/guards.ts';
import type { Cause } from '../shared/store/types.ts';
import { newId } from '../shared/uuid.ts';
import { userStream, walletIdOf, walletStream } from '../shared/wallet-ids.ts';
import { emailGuard } from './email-index.ts';

/** The rules of the user pool, checked before anything is written. */
const Password = z
  .string()
  .check(
    z.minLength(12),
    z.maxLength(256),
    z.regex(/[a-z]/, 'needs a lower-case letter'),
    z.regex(/[A-Z]/, 'needs an upper-case letter'),
    z.regex(/\d/, 'needs a digit'),
    z.regex(/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/, 'needs a symbol'),
    z.regex(/^\S.*\S$/, 'must not begin or end with a space'),
  );

const Registration = z.strictObject({
  email: Email,
  password: Password,
  fullName: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  country: z.string().check(z.regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as DE')),
});
type Registration = z.infer<typeof Registration>;

const Registered = named(
  'Registered',
  z.object({ userId: Id, walletId: Id, kycStatus: z.literal('unverified') }),
);

const taken = () =>
  new Refusal('user.email-taken', 'This e-mail address has an account. Log in instead.');

/** The account's events, all or nothing, with the guards that keep address and reference unique. */
const openAccount = async (
  userId: string,
  { email, fullName, country }: Registration,
  guard: string,
  cause: Cause,
): Promise<void> => {
  const { at } = cause;
  const walletId = walletIdOf(userId);
  await ensurePersonKey(userId);
  let reference = referenceFrom(randomBytes(referenceBytes));
  await execute({
    cause: { ...cause, userId },
    participants: [
      {
        folding: user,
        stream: userStream(userId),
        fresh: true,
        decide: (state) =>
          user.decide({ type: 'RegisterUser', userId, email, fullName, country, at }, state),
      },
      {
        folding: walletFolding,
        stream: walletStream(walletId),
        fresh: true,
        decide: (state) => {
          const currency = required('currency');
          return createWallet(
            { type: 'CreateWallet', walletId, userId, currency, reference, at },
            state,
          );
        },
      },
    ],
    guards: () => [
      claim(guard, { userId: { S: userId } }),
      claim(`reference#${reference}`, { walletId: { S: walletId } }),
    ],
    guardFailed: (index) => {
      if (index === 0) throw taken();
      reference = referenceFrom(randomBytes(referenceBytes));
    },
  });
};

const isUnfinished = async (pool: string, userId: string): Promise<boolean> => {
  const { UserStatus } = await cognito.send(
    new AdminGetUserCommand({ UserPoolId: pool, Username: userId }),
  );
  return UserStatus === 'FORCE_CHANGE_PASSWORD';
};

/** The log-in of an account. Throws `user.email-taken` when it has one already. */
const openLogin = async (userId: string, { email, password }: Registration): Promise<void> => {
  const pool = { UserPoolId: required('userPoolId'), Username: userId };
  try {
    await cognito.send(
      new AdminCreateUserCommand({
        ...pool,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: normaliseEmail(email) },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    if (!(await isUnfinished(pool.UserPoolId, userId))) throw taken();
  }
  await cognito.send(new AdminAddUserToGroupCommand({ ...pool, GroupName: 'customer' }));
  // Last, because a permanent password is what says that the log-in is complete.
  await cognito.send(
    new AdminSetUserPasswordCommand({ ...pool, Password: password, Permanent: true }),
  );
};

/**
 * Registers a customer: the account first, then its log-in. A registration that broke off between the two is completed
 * by the next one for the same address, which no log-in guards yet.
 */
export const handler = command({
  schema: Registration,
  answer: Registered,
  groups: 'public',
  status: 201,
  handle: async ({ body, cause }) => {
    const guard = await emailGuard(body.email);
    const known = await readGuard(guard);
    const userId = known?.['userId']?.S ?? newId();
    if (known === undefined) await openAccount(userId, body, guard, cause);
    await openLogin(userId, body);
    return { userId, walletId: walletIdOf(userId), kycStatus: 'unverified' as const };
  },
});
