import { evolveBy, without } from '../shared/decider.ts';
import type { UserEvent } from './events.ts';
import type { User } from './state.ts';

/** A check by a provider is over; operations' own word leaves an open one open. */
const concluded = (user: User, verificationId: string | undefined): User =>
  verificationId === undefined
    ? user
    : { ...user, verification: { verificationId, concluded: true } };

export const evolveUser = evolveBy<User, UserEvent>({
  UserRegistered: (user, { data }) => ({ ...user, ...data }),
  UserVerificationStarted: (user, { data: { verificationId } }) => ({
    ...user,
    verification: { verificationId, concluded: false },
  }),
  UserVerified: (user, { data }) => ({
    ...concluded(user, data.verificationId),
    kycStatus: 'verified',
  }),
  UserVerificationRejected: (user, { data }) => ({
    ...concluded(user, data.verificationId),
    kycStatus: 'rejected',
  }),
  UserSuspended: (user) => ({ ...user, status: 'suspended' }),
  UserReinstated: (user) => ({ ...user, status: 'active' }),
  BankAccountAdded: (user, { data: { userId: _, bankAccountId, ...account } }) => ({
    ...user,
    bankAccounts: { ...user.bankAccounts, [bankAccountId]: account },
  }),
  BankAccountRemoved: (user, { data }) => ({
    ...user,
    bankAccounts: without(user.bankAccounts, data.bankAccountId),
  }),
  WelcomeEmailSent: (user) => ({ ...user, welcomed: true }),
  NotificationPreferencesChanged: (user, { data: { channels, phone } }) => ({
    ...user,
    channels,
    ...(phone === undefined ? {} : { phone }),
  }),
  PersonalDataErased: ({ phone: _, ...user }) => ({
    ...user,
    status: 'erased',
    email: '',
    fullName: '',
    bankAccounts: {},
    channels: [],
  }),
});
