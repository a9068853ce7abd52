import type { UserEvent } from '../accounts/events.ts';
import { about, ifNotYou, type Notice, secure } from './notice.ts';

type Noticed =
  | 'UserVerified'
  | 'UserVerificationRejected'
  | 'UserSuspended'
  | 'UserReinstated'
  | 'BankAccountAdded'
  | 'BankAccountRemoved'
  | 'NotificationPreferencesChanged';
type DataOf<Type extends Noticed> = Extract<UserEvent, { type: Type }>['data'];

const settings = '/settings';

/** What people are told of their accounts. */
export const accountNotices: {
  readonly [Type in Noticed]: (data: DataOf<Type>) => Notice;
} = {
  UserVerified: () =>
    about('Your identity is confirmed', 'You can buy more gold now, and withdraw money.', settings),
  UserVerificationRejected: ({ reason }) =>
    about(
      'Your identity could not be confirmed',
      `The check said: ${reason}. You can try again.`,
      settings,
    ),
  UserSuspended: () =>
    secure(
      'Your account is suspended',
      'Nothing can be bought, sold or paid out until we lift it.',
      settings,
    ),
  UserReinstated: () =>
    secure('Your account is open again', 'Everything works as before.', settings),
  BankAccountAdded: ({ usableFrom }) =>
    secure(
      'A bank account was added',
      `Money can be withdrawn to it from ${usableFrom.slice(0, 16).replace('T', ' ')} UTC. ${ifNotYou}`,
      '/withdraw',
    ),
  BankAccountRemoved: () =>
    secure(
      'A bank account was removed',
      `Nothing is paid to it any more. ${ifNotYou}`,
      '/withdraw',
    ),
  NotificationPreferencesChanged: () =>
    secure('The way we tell you has changed', `You see it in your settings. ${ifNotYou}`, settings),
};

/** How signing in changed, which Cognito keeps and no event of an account. */
export interface SignInChanged {
  readonly change: 'codes-asked' | 'codes-not-asked';
}

export const signInNotice = ({ change }: SignInChanged): Notice =>
  change === 'codes-asked'
    ? secure(
        'Signing in asks for a code now',
        `The code comes from your app. ${ifNotYou}`,
        settings,
      )
    : secure(
        'Signing in asks for no code any more',
        `Your password alone opens it. ${ifNotYou}`,
        settings,
      );
