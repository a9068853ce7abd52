import { describe, it } from 'vitest';
import { at, given, userId } from './wallets.ts';
import {
  approve,
  cancel,
  facts,
  following,
  frozen,
  huge,
  large,
  pay,
  reject,
  request,
  screen,
} from './withdrawals.ts';

const screened = (found: object) => ({ type: 'WithdrawalScreened', data: { ...facts, ...found } });

describe('the screening of a withdrawal', () => {
  it('approves by policy what is clean and at most 1,000.00', () => {
    given(...following(request))
      .when(screen())
      .then(
        {
          type: 'WithdrawalScreened',
          data: { ...facts, screening: 'clean', rules: [], approvalsNeeded: 0, screenedAt: at },
        },
        {
          type: 'WithdrawalApproved',
          data: { ...facts, approvedBy: 'policy', at, approvalsMissing: 0 },
        },
      );
  });

  it('leaves the rest to people: one, or two above 50,000.00', () => {
    const hit = { screening: 'hit', rules: ['structuring'], approvalsNeeded: 1 };
    given(...following(request))
      .when(screen('structuring'))
      .thenLike(screened(hit));
    given(...following(large))
      .when(screen())
      .thenLike({ data: { screening: 'clean', approvalsNeeded: 1 } });
    given(...following({ ...request, amount: 5_000_000n }))
      .when(screen())
      .thenLike({ data: { approvalsNeeded: 1 } });
    given(...following(huge))
      .when(screen())
      .thenLike({ data: { approvalsNeeded: 2 } });
  });

  it('approves nothing of a frozen wallet', () =>
    given(...following(request), frozen)
      .when(screen())
      .thenLike(screened({ screening: 'hit', rules: ['wallet-frozen'], approvalsNeeded: 1 })));

  it('happens once, and of what is open', () => {
    given(...following(request, screen()))
      .when(screen('structuring'))
      .thenNothing();
    given(...following(request, cancel))
      .when(screen())
      .thenRejects('withdrawal.unknown');
  });
});

describe('the approval of a withdrawal', () => {
  it('is two different people’s above 50,000.00', () => {
    given(...following(large, screen()))
      .when(approve('operator-1'))
      .thenLike({ data: { approvedBy: 'operator-1', approvalsMissing: 0 } });
    given(...following(huge, screen()))
      .when(approve('operator-1'))
      .thenLike({ data: { approvalsMissing: 1 } });
    const once = following(huge, screen(), approve('operator-1'));
    given(...once)
      .when(pay)
      .thenRejects('withdrawal.not-approved');
    given(...once)
      .when(approve('operator-1'))
      .thenRejects('withdrawal.approved-before');
    given(...once)
      .when(approve('operator-2'))
      .thenLike({ data: { approvalsMissing: 0 } });
  });

  it('is nobody’s own', () => {
    given(...following(large, screen()))
      .when(approve(userId))
      .thenRejects('withdrawal.own-approval');
    given(...following(large))
      .when({ ...reject, rejectedBy: userId })
      .thenRejects('withdrawal.own-approval');
  });

  it('comes after the screening, once, and not after the end', () => {
    given(...following(large))
      .when(approve('operator-1'))
      .thenRejects('withdrawal.not-screened');
    given(...following(request, screen()))
      .when(approve('operator-1'))
      .thenRejects('withdrawal.not-pending');
    given(...following(request, screen()))
      .when(reject)
      .thenRejects('withdrawal.not-pending');
    given(...following(request, cancel))
      .when(approve('operator-1'))
      .thenRejects('withdrawal.unknown');
    given(...following(large, screen()), frozen)
      .when(approve('operator-1'))
      .thenRejects('wallet.frozen');
  });
});
