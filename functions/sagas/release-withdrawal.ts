import { Refusal } from '../../domain/shared/refusal.ts';
import type { WithdrawalCommand } from '../../domain/wallets/withdrawal-commands.ts';
import { tellWithdrawal } from '../shared/withdrawals/tell.ts';
import { type Standing, standingOf } from '../shared/withdrawals/waiting.ts';
import { causeOfStep, type WithdrawalStep } from './withdrawal-step.ts';

/** Nobody decided in time, or a step before the payment cannot be done. */
export interface Release extends WithdrawalStep {
  readonly because: 'no-decision' | 'step-failed';
}

const commandFor = ({ because, withdrawalId: transactionId }: Release, at: string) => {
  const command: WithdrawalCommand =
    because === 'no-decision'
      ? { type: 'RejectWithdrawal', transactionId, rejectedBy: 'policy', reason: because, at }
      : { type: 'FailWithdrawal', transactionId, reason: because, at };
  return command;
};

/**
 * Gives the money back, where the bank was not asked to pay it: what it was asked, only the bank can end. Somebody may
 * have decided or cancelled in the last moment; the answer says how it stands.
 */
export const handler = async (step: Release): Promise<{ readonly status: Standing }> => {
  const { walletId, withdrawalId } = step;
  const cause = causeOfStep(step, `release:${step.because}`);
  const before = await standingOf(walletId, withdrawalId);
  if (before !== 'requested') return { status: before };
  try {
    await tellWithdrawal(walletId, commandFor(step, cause.at), cause);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  return { status: await standingOf(walletId, withdrawalId) };
};
