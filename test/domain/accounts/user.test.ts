import { describe, expect, it } from 'vitest';
import type { AddBankAccount, RegisterUser } from '../../../domain/accounts/commands.ts';
import { normaliseEmail } from '../../../domain/accounts/email.ts';
import type { NotificationChannel, UserEvent } from '../../../domain/accounts/events.ts';
import { usableBankAccount } from '../../../domain/accounts/state.ts';
import { user } from '../../../domain/accounts/user.ts';
import { specification } from '../../support/given.ts';

const given = specification(user);
const userId = '01930000-0000-7000-8000-000000000001';
const at = '2026-11-23T10:00:00.000Z';
const register: RegisterUser = {
  type: 'RegisterUser',
  userId,
  email: 'ada@example.com',
  fullName: 'Ada Byron',
  country: 'GB',
  at,
};
const registered: UserEvent = {
  type: 'UserRegistered',
  data: {
    userId,
    email: 'ada@example.com',
    fullName: 'Ada Byron',
    country: 'GB',
    kycStatus: 'unverified',
    registeredAt: at,
  },
};
const verified: UserEvent = {
  type: 'UserVerified',
  data: { userId, verificationType: 'operations', verifiedAt: at },
};
const by = 'operator-1';
const suspended: UserEvent = { type: 'UserSuspended', data: { userId, reason: 'aml', at, by } };
const erased: UserEvent = {
  type: 'PersonalDataErased',
  data: { userId, certificateId: 'certificate-1', erasedAt: at },
};

describe('an account', () => {
  it('is registered once, unverified', () => {
    given().when(register).then(registered);
    given(registered).when(register).thenRejects('user.already-registered');
  });

  it('is verified, rejected and verified again', () => {
    const verify = { type: 'VerifyUser', verificationType: 'operations', at } as const;
    const reject = {
      type: 'RejectVerification',
      verificationType: 'operations',
      reason: 'blurred',
      at,
    } as const;
    given(registered).when(verify).then(verified);
    given(registered, verified).when(verify).thenRejects('user.already-verified');
    given(registered)
      .when(reject)
      .then({
        type: 'UserVerificationRejected',
        data: { userId, verificationType: 'operations', reason: 'blurred', rejectedAt: at },
      });
    expect(given(registered).when(reject).state().kycStatus).toBe('rejected');
    given(registered, suspended).when(verify).thenRejects('user.suspended');
  });

  it('is suspended and reinstated', () => {
    const suspend = { type: 'SuspendUser', reason: 'aml', by, at } as const;
    const reinstate = { type: 'ReinstateUser', reason: 'cleared', by, at } as const;
    given(registered).when(suspend).then(suspended);
    given(registered, suspended).when(suspend).thenRejects('user.suspended');
    given(registered, suspended).when(reinstate).thenLike({ type: 'UserReinstated' });
    given(registered).when(reinstate).thenRejects('user.not-suspended');
  });

  it('is decided about by others only', () => {
    const own = { reason: 'mine', at } as const;
    const own2 = { ...own, verificationType: 'operations' };
    for (const command of [
      { type: 'VerifyUser', verificationType: 'operations', verifiedBy: userId, at } as const,
      { ...own2, type: 'RejectVerification', rejectedBy: userId } as const,
      { ...own, type: 'SuspendUser', by: userId } as const,
    ])
      given(registered).when(command).thenRejects('user.own-decision');
    given(registered, suspended)
      .when({ ...own, type: 'ReinstateUser', by: userId })
      .thenRejects('user.own-decision');
  });

  it('is welcomed once', () => {
    const welcome = { type: 'RecordWelcomeEmail', messageId: 'message-1', at } as const;
    const sent: UserEvent = {
      type: 'WelcomeEmailSent',
      data: { userId, messageId: 'message-1', sentAt: at },
    };
    given(registered).when(welcome).then(sent);
    given(registered, sent).when(welcome).thenNothing();
    given().when(welcome).thenRejects('user.unknown');
  });

  it('shows nothing personal', () =>
    expect(JSON.stringify(user.publicState(given().when(register).state()))).not.toMatch(
      /ada|byron/i,
    ));
});

describe('the ways of being told', () => {
  it('chooses its channels, once, and a phone before text messages', () => {
    const phone = '+353861234567';
    const choose = (channels: readonly NotificationChannel[], number?: string) =>
      ({ type: 'ChangeNotificationPreferences', channels, phone: number, at }) as const;
    const chosen: UserEvent = {
      type: 'NotificationPreferencesChanged',
      data: { userId, channels: ['sms'], phone, changedAt: at },
    };
    given(registered)
      .when(choose(['email']))
      .thenNothing();
    given(registered)
      .when(choose(['sms']))
      .thenRejects('notifications.phone-required');
    given(registered)
      .when(choose(['sms', 'sms'], phone))
      .then(chosen);
    given(registered, chosen)
      .when(choose(['sms'], phone))
      .thenNothing();
    given(registered, chosen)
      .when(choose(['sms', 'email']))
      .then({
        type: 'NotificationPreferencesChanged',
        data: { userId, channels: ['email', 'sms'], changedAt: at },
      });
    const all = [registered, chosen, erased].reduce(user.evolve, user.initialState);
    expect(all).not.toHaveProperty('phone');
  });
});

describe('erasure', () => {
  const erase = {
    type: 'ErasePersonalData',
    certificateId: 'certificate-1',
    holdsAssets: false,
    recordRequiredUntil: undefined,
    at,
  } as const;

  it('leaves no personal data in the state', () => {
    given(registered).when(erase).then(erased);
    expect(JSON.stringify(given(registered).when(erase).state())).not.toMatch(/ada|byron/i);
    given(registered, erased).when(erase).thenRejects('user.erased');
  });

  it('is refused while something is held or the law requires the record', () => {
    given(registered)
      .when({ ...erase, holdsAssets: true })
      .thenRejects('user.holds-assets');
    given(registered)
      .when({ ...erase, recordRequiredUntil: '2026-11-23T10:00:00.001Z' })
      .thenRejects('user.record-required');
    given(registered)
      .when({ ...erase, recordRequiredUntil: at })
      .then(erased);
  });
});

describe('bank accounts', () => {
  const add: AddBankAccount = {
    type: 'AddBankAccount',
    bankAccountId: 'account-1',
    iban: 'DE89370400440532013000',
    holderName: 'BYRON ADA',
    ibanIndex: 'hash-1',
    at,
  };
  const added: UserEvent = {
    type: 'BankAccountAdded',
    data: {
      userId,
      bankAccountId: 'account-1',
      iban: add.iban,
      holderName: 'BYRON ADA',
      ibanIndex: 'hash-1',
      addedAt: at,
      usableFrom: '2026-11-24T10:00:00.000Z',
    },
  };
  const remove = { type: 'RemoveBankAccount', bankAccountId: 'account-1', at } as const;

  it('are of one’s own name and usable after 24 h', () => {
    given(registered).when(add).then(added);
    given(registered)
      .when({ ...add, holderName: 'Charles Babbage' })
      .thenRejects('payee.foreign-name');
    const state = given(registered).when(add).state();
    expect(() => usableBankAccount(state, 'account-1', '2026-11-24T09:59:59.999Z')).toThrow(
      expect.objectContaining({ code: 'payee.cooling-off' }),
    );
    expect(usableBankAccount(state, 'account-1', '2026-11-24T10:00:00.000Z').iban).toBe(add.iban);
    expect(() => usableBankAccount(state, 'account-2', at)).toThrow(
      expect.objectContaining({ code: 'payee.unknown' }),
    );
  });

  it('are listed once and removed once', () => {
    given(registered, added).when(add).thenRejects('payee.already-listed');
    given(registered, added)
      .when({ ...add, bankAccountId: 'account-2' })
      .thenRejects('payee.already-listed');
    given(registered, added)
      .when(remove)
      .then({
        type: 'BankAccountRemoved',
        data: { userId, bankAccountId: 'account-1', removedAt: at },
      });
    given(registered).when(remove).thenRejects('payee.unknown');
  });

  it('are at most ten', () => {
    const ten = Array.from(
      { length: 10 },
      (_, index): UserEvent =>
        ({
          ...added,
          data: {
            ...(added.data as object),
            bankAccountId: `a${index}`,
            iban: `I${index}`,
          } as never,
        }) as UserEvent,
    );
    given(registered, ...ten)
      .when(add)
      .thenRejects('payee.limit-reached');
  });
});

it('addresses that differ in case or form are one account', () => {
  expect(normaliseEmail(' Ada@Example.COM ')).toBe('ada@example.com');
  expect(normaliseEmail('ﬁ@example.com')).toBe('fi@example.com');
  expect(normaliseEmail('a.da+x@example.com')).toBe('a.da+x@example.com');
});
