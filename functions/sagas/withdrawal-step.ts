import { setLogContext } from '../shared/log.ts';
import type { Cause } from '../shared/store/types.ts';
import { derivedId } from '../shared/uuid.ts';

/** What the saga tells each of its steps: ids alone. */
export interface WithdrawalStep {
  readonly withdrawalId: string;
  readonly walletId: string;
}

/** The cause of what a step does: the same command id however often the step is tried. */
export const causeOfStep = ({ withdrawalId }: WithdrawalStep, step: string): Cause => {
  setLogContext({ correlationId: withdrawalId, step });
  return {
    commandId: derivedId(withdrawalId, step),
    correlationId: withdrawalId,
    causationId: withdrawalId,
    userId: 'system',
    at: new Date().toISOString(),
  };
};
