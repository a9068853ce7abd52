import { evolveBy, without } from '../shared/decider.ts';
import type { UserEvent } from './events.ts';
import type { User } from './state.ts';

export const evolveUser = evolveBy<User, UserEvent>({
  UserRegistered: (user, { data }) => ({ ...user, ...data }),
  UserVerified: (user) => ({ ...user, kycStatus: 'verified' }),
  UserVerificationRejected: (user) => ({ ...user, kycStatus: 'rejected' }),
  UserSuspended: (user) => ({ ...user, status: 'suspended' }),
  UserReinstated: (user) => ({ ...user, status: 'active' }),
  BankAccountAdded: (user, { data: { bankAccountId, iban, holderName, usableFrom } }) => ({
    ...user,
    bankAccounts: { ...user.bankAccounts, [bankAccountId]: { iban, holderName, usableFrom } },
  }),
  BankAccountRemoved: (user, { data }) => ({
    ...user,
    bankAccounts: without(user.bankAccounts, data.bankAccountId),
  }),
  WelcomeEmailSent: (user) => ({ ...user, welcomed: true }),
  NotificationPreferencesChanged: (user, { data }) => ({ ...user, channels: data.channels }),
  PersonalDataErased: (user) => ({
    ...user,
    status: 'erased',
    email: '',
    fullName: '',
    bankAccounts: {},
    channels: [],
  }),
});
