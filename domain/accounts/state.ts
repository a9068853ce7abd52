import { Refusal } from '../shared/refusal.ts';
import { instantFromWire } from '../shared/time.ts';
import type { KycStatus, NotificationChannel } from './events.ts';

export interface BankAccount {
  readonly iban: string;
  readonly holderName: string;
  readonly ibanIndex: string;
  readonly addedAt: string;
  readonly usableFrom: string;
}

/** The newest check at a provider. */
export interface Verification {
  readonly verificationId: string;
  readonly concluded: boolean;
}

/** One customer's account. `email`, `fullName`, `phone` and the bank accounts' details are personal and sealed at rest. */
export interface User {
  /** Empty until UserRegistered. */
  readonly userId: string;
  readonly email: string;
  readonly fullName: string;
  readonly country: string;
  readonly kycStatus: KycStatus;
  readonly status: 'active' | 'suspended' | 'erased';
  readonly registeredAt: string;
  readonly welcomed: boolean;
  readonly verification?: Verification;
  readonly bankAccounts: Readonly<Record<string, BankAccount>>;
  readonly channels: readonly NotificationChannel[];
  /** Where text messages go (E.164). */
  readonly phone?: string;
}

export const noUser: User = {
  userId: '',
  email: '',
  fullName: '',
  country: '',
  kycStatus: 'unverified',
  status: 'active',
  registeredAt: '',
  welcomed: false,
  bankAccounts: {},
  channels: ['email'],
};

/** Throws `user.unknown` before registration and `user.erased` after erasure. */
export const requireUser = (user: User): void => {
  if (user.userId === '') throw new Refusal('user.unknown', 'There is no such account.');
  if (user.status === 'erased')
    throw new Refusal('user.erased', 'The personal data of this account was erased.');
};

/** Throws `user.suspended` as well. */
export const requireActive = (user: User): void => {
  requireUser(user);
  if (user.status === 'suspended') throw new Refusal('user.suspended', 'The account is suspended.');
};

/** Throws `user.own-decision`: who decides about an account is another person. */
export const requireOther = (user: User, by: string | undefined): void => {
  if (by === user.userId)
    throw new Refusal('user.own-decision', 'Nobody decides about their own account.');
};

/**
 * The listed bank account that a withdrawal may be paid to now. Throws `payee.unknown` when it is not listed or was
 * removed, `payee.cooling-off` until its cooling-off has passed.
 */
export const usableBankAccount = (
  user: User,
  bankAccountId: string,
  at: string,
): BankAccount & { readonly bankAccountId: string } => {
  requireActive(user);
  const account = user.bankAccounts[bankAccountId];
  if (account === undefined)
    throw new Refusal('payee.unknown', 'The bank account is not listed.', { bankAccountId });
  if (instantFromWire(at) < instantFromWire(account.usableFrom))
    throw new Refusal('payee.cooling-off', 'The bank account is too new to be paid to.', {
      usableFrom: account.usableFrom,
    });
  return { bankAccountId, ...account };
};
