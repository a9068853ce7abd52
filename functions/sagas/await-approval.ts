import { keepToken, wakeSaga } from '../shared/withdrawals/waiting.ts';
import { causeOfStep, type WithdrawalStep } from './withdrawal-step.ts';

/** Leaves the token where whoever decides finds it. */
export const handler = async (
  step: WithdrawalStep & { readonly taskToken: string },
): Promise<void> => {
  causeOfStep(step, 'await-approval');
  await keepToken(step.withdrawalId, 'people', step.taskToken);
  await wakeSaga(step.walletId, step.withdrawalId);
};
