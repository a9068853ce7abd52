import type { Deciders } from '../shared/decider.ts';
import { wholeUnits } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import type { WalletEvent } from './events.ts';
import { factsOf, openWithdrawal, released } from './open-withdrawal.ts';
import { type OpenWithdrawal, requireUnfrozen, type Wallet } from './state.ts';
import type {
  ApproveWithdrawal,
  ScreenWithdrawal,
  WithdrawalCommand,
} from './withdrawal-commands.ts';

/** Two different people above the high limit, one above the low one or after a hit; policy for the rest. */
const peopleNeeded = (amount: bigint, currency: string, screening: 'clean' | 'hit'): number => {
  if (amount > wholeUnits(policy.withdrawal.singleApprovalMaxUnits, currency)) return 2;
  if (amount > wholeUnits(policy.withdrawal.policyApprovalMaxUnits, currency)) return 1;
  return screening === 'clean' ? 0 : 1;
};

const requireOther = (wallet: Wallet, person: string): void => {
  if (person === wallet.userId)
    throw new Refusal(
      'withdrawal.own-approval',
      'Nobody approves or rejects their own withdrawal.',
    );
};

const requireWaiting = (withdrawal: OpenWithdrawal): void => {
  if (withdrawal.status !== 'requested')
    throw new Refusal('withdrawal.not-pending', 'The withdrawal is past its approval.', {
      status: withdrawal.status,
    });
};

/** A frozen wallet is a hit like any other: while somebody looks into it, policy approves nothing. */
const screenWithdrawal = (
  { transactionId, rules, at }: ScreenWithdrawal,
  wallet: Wallet,
): readonly WalletEvent[] => {
  const { screening: before, status, amount } = openWithdrawal(wallet, transactionId);
  if (before !== 'none' || status !== 'requested') return [];
  const found = wallet.frozenBy.length === 0 ? rules : [...rules, 'wallet-frozen'];
  const screening = found.length === 0 ? 'clean' : 'hit';
  const approvalsNeeded = peopleNeeded(amount, wallet.currency, screening);
  const facts = factsOf(wallet, transactionId);
  const screened: WalletEvent = {
    type: 'WithdrawalScreened',
    data: { ...facts, screening, rules: found, approvalsNeeded, screenedAt: at },
  };
  if (approvalsNeeded > 0) return [screened];
  const data = { ...facts, approvedBy: 'policy', at, approvalsMissing: 0 };
  return [screened, { type: 'WithdrawalApproved', data }];
};

const approveWithdrawal = (
  { transactionId, approvedBy, at }: ApproveWithdrawal,
  wallet: Wallet,
): readonly WalletEvent[] => {
  const withdrawal = openWithdrawal(wallet, transactionId);
  const { screening, amount, approvedBy: before } = withdrawal;
  requireUnfrozen(wallet);
  requireOther(wallet, approvedBy);
  requireWaiting(withdrawal);
  if (screening === 'none')
    throw new Refusal('withdrawal.not-screened', 'The withdrawal is being screened.');
  if (before.includes(approvedBy))
    throw new Refusal('withdrawal.approved-before', 'The same person cannot approve twice.');
  const needed = peopleNeeded(amount, wallet.currency, screening);
  const approvalsMissing = Math.max(0, needed - before.length - 1);
  const facts = factsOf(wallet, transactionId);
  return [{ type: 'WithdrawalApproved', data: { ...facts, approvedBy, at, approvalsMissing } }];
};

type Approval = 'ScreenWithdrawal' | 'ApproveWithdrawal' | 'RejectWithdrawal';

/** Who says yes to a withdrawal: policy to what is clean and small, other people than its requester to the rest. */
export const approvalDeciders: Pick<Deciders<Wallet, WithdrawalCommand, WalletEvent>, Approval> = {
  ScreenWithdrawal: screenWithdrawal,
  ApproveWithdrawal: approveWithdrawal,
  RejectWithdrawal: ({ transactionId, rejectedBy, reason, at }, wallet) => {
    requireOther(wallet, rejectedBy);
    requireWaiting(openWithdrawal(wallet, transactionId));
    return [
      {
        type: 'WithdrawalRejected',
        data: { ...factsOf(wallet, transactionId), rejectedBy, reason, at },
      },
      released(wallet, transactionId, 'withdrawal-rejected', at),
    ];
  },
};
