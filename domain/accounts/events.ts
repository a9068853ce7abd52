import type { DomainEvent } from '../shared/decider.ts';

/** The published language of a user account. Personal data: email, fullName, iban, holderName, phone. */
export type KycStatus = 'unverified' | 'verified' | 'rejected';

export type UserRegistered = DomainEvent<
  'UserRegistered',
  {
    readonly userId: string;
    readonly email: string;
    readonly fullName: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
    readonly kycStatus: KycStatus;
    readonly registeredAt: string;
  }
>;

export type UserVerificationStarted = DomainEvent<
  'UserVerificationStarted',
  {
    readonly userId: string;
    readonly verificationId: string;
    readonly verificationType: string;
    readonly startedAt: string;
  }
>;

export type UserVerified = DomainEvent<
  'UserVerified',
  {
    readonly userId: string;
    /** `operations` or the name of the identity provider. */
    readonly verificationType: string;
    readonly verifiedAt: string;
    /** Who of operations; absent for a provider. */
    readonly verifiedBy?: string;
    /** The check that a provider made; absent for operations. */
    readonly verificationId?: string;
  }
>;

export type UserVerificationRejected = DomainEvent<
  'UserVerificationRejected',
  {
    readonly userId: string;
    readonly verificationType: string;
    readonly reason: string;
    readonly rejectedAt: string;
    /** Who of operations; absent for a provider. */
    readonly rejectedBy?: string;
    readonly verificationId?: string;
  }
>;

export type UserSuspended = DomainEvent<
  'UserSuspended',
  { readonly userId: string; readonly reason: string; readonly at: string; readonly by?: string }
>;

export type UserReinstated = DomainEvent<
  'UserReinstated',
  { readonly userId: string; readonly reason: string; readonly at: string; readonly by?: string }
>;

export type BankAccountAdded = DomainEvent<
  'BankAccountAdded',
  {
    readonly userId: string;
    readonly bankAccountId: string;
    readonly iban: string;
    readonly holderName: string;
    /** The keyed hash under which the IBAN is found, here and among all customers. */
    readonly ibanIndex: string;
    readonly addedAt: string;
    /** The end of the cooling-off. */
    readonly usableFrom: string;
  }
>;

export type BankAccountRemoved = DomainEvent<
  'BankAccountRemoved',
  { readonly userId: string; readonly bankAccountId: string; readonly removedAt: string }
>;

export type WelcomeEmailSent = DomainEvent<
  'WelcomeEmailSent',
  { readonly userId: string; readonly messageId: string; readonly sentAt: string }
>;

export type NotificationPreferencesChanged = DomainEvent<
  'NotificationPreferencesChanged',
  {
    readonly userId: string;
    readonly channels: readonly NotificationChannel[];
    /** Personal: where text messages go (E.164); without it there are none. */
    readonly phone?: string;
    readonly changedAt: string;
  }
>;

export type NotificationChannel = 'email' | 'sms';

export type PersonalDataErased = DomainEvent<
  'PersonalDataErased',
  { readonly userId: string; readonly certificateId: string; readonly erasedAt: string }
>;

export type UserEvent =
  | UserRegistered
  | UserVerificationStarted
  | UserVerified
  | UserVerificationRejected
  | UserSuspended
  | UserReinstated
  | BankAccountAdded
  | BankAccountRemoved
  | WelcomeEmailSent
  | NotificationPreferencesChanged
  | PersonalDataErased;
