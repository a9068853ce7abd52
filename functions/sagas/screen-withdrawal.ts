import { screen } from '../../domain/compliance/aml.ts';
import { movementsIn } from '../../domain/compliance/movements.ts';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { policy } from '../../domain/shared/policy.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { WalletEvent } from '../../domain/wallets/events.ts';
import type { WithdrawalRequested } from '../../domain/wallets/withdrawal-events.ts';
import { usersOfIban } from '../shared/store/guards.ts';
import { commitsBackOf, currentEvents } from '../shared/store/history.ts';
import { walletStream } from '../shared/wallet-ids.ts';
import { tellWithdrawal } from '../shared/withdrawals/tell.ts';
import { type Standing, standingOf } from '../shared/withdrawals/waiting.ts';
import { causeOfStep, type WithdrawalStep } from './withdrawal-step.ts';

/** So far back the rules look: what lies behind changes none of them. */
const historyMs = policy.compliance.dormantMs + 86_400_000;
/** Read at most; who did more in that time is for people to judge. */
const commitsMax = 2_000;

/** The wallet's own events of that time, newest first: what was stored, so that withdrawals at once see each other. */
const recentEvents = async (walletId: string) => {
  const since = new Date(Date.now() - historyMs).toISOString();
  const events: WalletEvent[] = [];
  let commits = 0;
  for await (const commit of commitsBackOf(walletStream(walletId))) {
    // The one before the window says since when the wallet was dormant.
    events.push(...(currentEvents(commit) as WalletEvent[]));
    commits += 1;
    if (commit.meta.at < since || commits === commitsMax) break;
  }
  return { events, isLong: commits === commitsMax };
};

const rulesHit = async ({ walletId, withdrawalId }: WithdrawalStep): Promise<readonly string[]> => {
  const { events, isLong } = await recentEvents(walletId);
  const requested = events.find(
    (event): event is WithdrawalRequested =>
      event.type === 'WithdrawalRequested' && event.data.transactionId === withdrawalId,
  );
  if (isLong || requested === undefined) return ['long-history'];
  const { amount, currency, requestedAt, bankAccountAddedAt, ibanIndex } = requested.data;
  const atMs = Date.parse(requestedAt);
  return screen({
    currency,
    history: movementsIn(events, currency, withdrawalId),
    movement: { kind: 'withdrawal', amount: moneyFromWire(amount, currency), atMs },
    payeeAddedAtMs: Date.parse(bankAccountAddedAt),
    usersOfBankAccount: await usersOfIban(ibanIndex),
  });
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
