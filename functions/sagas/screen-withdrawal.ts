import { screen } from '../../domain/compliance/aml.ts';
import { movementsIn } from '../../domain/compliance/movements.ts';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { WithdrawalRequested } from '../../domain/wallets/withdrawal-events.ts';
import { openCasesOf } from '../shared/open-cases.ts';
import { recentEvents } from '../shared/recent-events.ts';
import { usersOfIban } from '../shared/store/guards.ts';
import { tellWithdrawal } from '../shared/withdrawals/tell.ts';
import { type Standing, standingOf } from '../shared/withdrawals/waiting.ts';
import { causeOfStep, type WithdrawalStep } from './withdrawal-step.ts';

const rulesHit = async ({ walletId, withdrawalId }: WithdrawalStep): Promise<readonly string[]> => {
  const { events, isLong } = await recentEvents(walletId);
  const requested = events.find(
    (event): event is WithdrawalRequested =>
      event.type === 'WithdrawalRequested' && event.data.transactionId === withdrawalId,
  );
  if (isLong || requested === undefined) return ['long-history'];
  const { amount, currency, requestedAt, bankAccountAddedAt, ibanIndex } = requested.data;
  const atMs = Date.parse(requestedAt);
  const rules = screen({
    currency,
    history: movementsIn(events, currency, withdrawalId),
    movement: { kind: 'withdrawal', amount: moneyFromWire(amount, currency), atMs },
    payeeAddedAtMs: Date.parse(bankAccountAddedAt),
    usersOfBankAccount: await usersOfIban(ibanIndex),
  });
  return (await openCasesOf(walletId)) > 0 ? [...rules, 'open-case'] : rules;
};

/** Screens a withdrawal by its customer's real history; what is clean and small goes on without people. */
export const handler = async (step: WithdrawalStep): Promise<{ readonly status: Standing }> => {
  const { walletId, withdrawalId } = step;
  const cause = causeOfStep(step, 'screen');
  const rules = await rulesHit(step);
  const command = {
    type: 'ScreenWithdrawal',
    transactionId: withdrawalId,
    rules,
    at: cause.at,
  } as const;
  try {
    await tellWithdrawal(walletId, command, cause);
  } catch (error) {
    // Cancelled meanwhile.
    if (!(error instanceof Refusal) || error.code !== 'withdrawal.ended') throw error;
  }
  return { status: await standingOf(walletId, withdrawalId) };
};
