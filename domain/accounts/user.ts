import { type Aggregate, decideBy } from '../shared/decider.ts';
import { Refusal } from '../shared/refusal.ts';
import type { UserCommand } from './commands.ts';
import type { UserEvent } from './events.ts';
import { userFolding } from './folding.ts';
import { verificationDeciders } from './identity.ts';
import { addBankAccount, removeBankAccount } from './payees.ts';
import { changePreferences } from './preferences.ts';
import { requireActive, requireOther, requireUser, type User } from './state.ts';

/** A customer's account (stream `user-<userId>`). Facts that are already so are answered with no event. */
export const user: Aggregate<User, UserCommand, UserEvent> = {
  ...userFolding,
  decide: decideBy<User, UserCommand, UserEvent>({
    RegisterUser: ({ userId, email, fullName, country, at }, state) => {
      if (state.userId !== '')
        throw new Refusal('user.already-registered', 'This account was registered before.');
      const facts = { userId, email, fullName, country, registeredAt: at };
      return [{ type: 'UserRegistered', data: { ...facts, kycStatus: 'unverified' } }];
    },
    ...verificationDeciders,
    SuspendUser: ({ reason, by, at }, state) => {
      requireActive(state);
      requireOther(state, by);
      return [{ type: 'UserSuspended', data: { userId: state.userId, reason, at, by } }];
    },
    ReinstateUser: ({ reason, by, at }, state) => {
      requireUser(state);
      requireOther(state, by);
      if (state.status !== 'suspended')
        throw new Refusal('user.not-suspended', 'The account is not suspended.');
      return [{ type: 'UserReinstated', data: { userId: state.userId, reason, at, by } }];
    },
    AddBankAccount: addBankAccount,
    RemoveBankAccount: removeBankAccount,
    RecordWelcomeEmail: ({ messageId, at }, state) => {
      requireUser(state);
      if (state.welcomed) return [];
      return [{ type: 'WelcomeEmailSent', data: { userId: state.userId, messageId, sentAt: at } }];
    },
    ChangeNotificationPreferences: changePreferences,
    ErasePersonalData: ({ certificateId, holdsAssets, recordRequiredUntil, at }, state) => {
      requireActive(state);
      if (holdsAssets)
        throw new Refusal('user.holds-assets', 'The account still holds cash or gold.');
      if (recordRequiredUntil !== undefined && at < recordRequiredUntil)
        throw new Refusal('user.record-required', 'The law requires this record for longer.', {
          until: recordRequiredUntil,
        });
      const data = { userId: state.userId, certificateId, erasedAt: at };
      return [{ type: 'PersonalDataErased', data }];
    },
  }),
};
