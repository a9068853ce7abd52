import { expect, it } from 'vitest';
import type { ConcludeVerification } from '../../../domain/accounts/commands.ts';
import type { UserEvent } from '../../../domain/accounts/events.ts';
import { user } from '../../../domain/accounts/user.ts';
import { specification } from '../../support/given.ts';

const given = specification(user);
const userId = '01930000-0000-7000-8000-000000000001';
const at = '2026-11-23T10:00:00.000Z';
const verificationType = 'identity-provider';
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
const started = (verificationId: string): UserEvent => ({
  type: 'UserVerificationStarted',
  data: { userId, verificationId, verificationType, startedAt: at },
});
const conclude = (
  verificationId: string,
  outcome: ConcludeVerification['outcome'] = 'approved',
): ConcludeVerification => ({
  type: 'ConcludeVerification',
  verificationId,
  verificationType,
  outcome,
  reason: 'blurred',
  at,
});
const verified: UserEvent = {
  type: 'UserVerified',
  data: { userId, verificationType, verificationId: 'check-1', verifiedAt: at },
};
const rejected: UserEvent = {
  type: 'UserVerificationRejected',
  data: {
    userId,
    verificationType,
    verificationId: 'check-1',
    reason: 'blurred',
    rejectedAt: at,
  },
};
const suspended: UserEvent = { type: 'UserSuspended', data: { userId, reason: 'aml', at } };

it('begins for whoever is active and unverified, and may begin again', () => {
  const start = {
    type: 'StartVerification',
    verificationId: 'check-1',
    verificationType,
    at,
  } as const;
  given(registered).when(start).then(started('check-1'));
  given(registered, started('check-0')).when(start).then(started('check-1'));
  given(registered, started('check-1'), rejected)
    .when({ ...start, verificationId: 'check-2' })
    .then(started('check-2'));
  given(registered, started('check-1'), verified).when(start).thenRejects('user.already-verified');
  given(registered, suspended).when(start).thenRejects('user.suspended');
});

it('ends with the provider’s word, once', () => {
  const begun = [registered, started('check-1')] as const;
  given(...begun)
    .when(conclude('check-1'))
    .then(verified);
  given(...begun)
    .when(conclude('check-1', 'rejected'))
    .then(rejected);
  given(...begun, verified)
    .when(conclude('check-1'))
    .thenNothing();
  given(...begun, verified)
    .when(conclude('check-1', 'rejected'))
    .thenNothing();
  given(...begun, rejected)
    .when(conclude('check-1'))
    .thenNothing();
});

it('does not end by a word on another check', () => {
  given(registered).when(conclude('check-1')).thenRejects('verification.unknown');
  given(registered, started('check-1'), started('check-2'))
    .when(conclude('check-1'))
    .thenRejects('verification.unknown');
});

it('does not overrule what operations decided meanwhile, nor a suspension', () => {
  const byHand: UserEvent = {
    type: 'UserVerified',
    data: { userId, verificationType: 'passport', verifiedAt: at, verifiedBy: 'operator-1' },
  };
  const begun = [registered, started('check-1')] as const;
  for (const outcome of ['approved', 'rejected'] as const)
    given(...begun, byHand)
      .when(conclude('check-1', outcome))
      .thenRejects('user.already-verified');
  given(...begun, suspended)
    .when(conclude('check-1'))
    .thenRejects('user.suspended');
  expect(
    given(...begun, suspended)
      .when(conclude('check-1', 'rejected'))
      .state().kycStatus,
  ).toBe('rejected');
});
