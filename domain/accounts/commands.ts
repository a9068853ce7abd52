import type { NotificationChannel } from './events.ts';

/** That the e-mail address is new is the guard's part (see `normaliseEmail`). */
export interface RegisterUser {
  readonly type: 'RegisterUser';
  readonly userId: string;
  readonly email: string;
  readonly fullName: string;
  readonly country: string;
  readonly at: string;
}

export interface VerifyUser {
  readonly type: 'VerifyUser';
  readonly verificationType: string;
  readonly verifiedBy?: string;
  readonly at: string;
}

export interface RejectVerification {
  readonly type: 'RejectVerification';
  readonly verificationType: string;
  readonly reason: string;
  readonly rejectedBy?: string;
  readonly at: string;
}

/** A check of the customer's identity begins at a provider. */
export interface StartVerification {
  readonly type: 'StartVerification';
  readonly verificationId: string;
  /** The provider's name. */
  readonly verificationType: string;
  readonly at: string;
}

/** What a provider found. */
export interface ConcludeVerification {
  readonly type: 'ConcludeVerification';
  readonly verificationId: string;
  readonly verificationType: string;
  readonly outcome: 'approved' | 'rejected';
  readonly reason: string;
  readonly at: string;
}

export interface SuspendUser {
  readonly type: 'SuspendUser';
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

export interface ReinstateUser {
  readonly type: 'ReinstateUser';
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** The IBAN is checked and in electronic form (no spaces) when it comes here. */
export interface AddBankAccount {
  readonly type: 'AddBankAccount';
  readonly bankAccountId: string;
  readonly iban: string;
  readonly holderName: string;
  /** The keyed hash under which the IBAN is found. */
  readonly ibanIndex: string;
  readonly at: string;
}

export interface RemoveBankAccount {
  readonly type: 'RemoveBankAccount';
  readonly bankAccountId: string;
  readonly at: string;
}

export interface RecordWelcomeEmail {
  readonly type: 'RecordWelcomeEmail';
  readonly messageId: string;
  readonly at: string;
}

export interface ChangeNotificationPreferences {
  readonly type: 'ChangeNotificationPreferences';
  readonly channels: readonly NotificationChannel[];
  /** E.164; the one that is known already stays when none is given. */
  readonly phone: string | undefined;
  readonly at: string;
}

export interface ErasePersonalData {
  readonly type: 'ErasePersonalData';
  readonly certificateId: string;
  /** Whether the wallet still holds cash, reservations or gold. */
  readonly holdsAssets: boolean;
  /** Until when the law wants the record kept; undefined when it does not. */
  readonly recordRequiredUntil: string | undefined;
  readonly at: string;
}

export type UserCommand =
  | RegisterUser
  | VerifyUser
  | RejectVerification
  | StartVerification
  | ConcludeVerification
  | SuspendUser
  | ReinstateUser
  | AddBankAccount
  | RemoveBankAccount
  | RecordWelcomeEmail
  | ChangeNotificationPreferences
  | ErasePersonalData;
