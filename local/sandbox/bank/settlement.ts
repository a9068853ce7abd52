import { createAlarm } from '../../kernel/alarm.ts';
import type { World } from '../../kernel/world.ts';
import { durationMs } from '../input.ts';
import type { Webhooks } from '../webhooks.ts';
import type { Behaviour } from './behaviour.ts';
import type { BankLedger, Transfer } from './ledger.ts';

const settleMs = 1_000;

/** What happens to a transfer that is made under a behaviour, the first thing first. */
export const firstStep = (behaviour: Behaviour, nowMs: number): Transfer['next'] => {
  if (behaviour.outgoing === 'hang') return null;
  const status = behaviour.outgoing === 'fail' ? 'failed' : 'completed';
  return { status, dueMs: nowMs + settleMs };
};

const reasons = { failed: 'AC04: closed account', returned: 'AC04: returned, closed account' };

const settled = (transfer: Transfer, behaviour: Behaviour, nowMs: number): Transfer => {
  const status = transfer.next?.status ?? transfer.status;
  return {
    ...transfer,
    status,
    reason: status === 'failed' || status === 'returned' ? reasons[status] : null,
    completedAtMs: status === 'completed' ? nowMs : transfer.completedAtMs,
    returnedAtMs: status === 'returned' ? nowMs : null,
    next:
      status === 'completed' && behaviour.outgoing === 'return'
        ? { status: 'returned', dueMs: nowMs + (durationMs(behaviour.returnAfter) ?? settleMs) }
        : null,
  };
};

export interface SettlementOptions {
  readonly world: World;
  readonly ledger: BankLedger;
  readonly webhooks: Webhooks;
  readonly behaviour: () => Behaviour;
}

/** Ends outgoing transfers in their time (or at once, where the bank tells before it answers), and tells of each by webhook. */
export const createSettlement = ({ world, ledger, webhooks, behaviour }: SettlementOptions) => {
  const settle = async (transfer: Transfer): Promise<void> => {
    const next = settled(transfer, behaviour(), world.timeline.now());
    ledger.putTransfer(next);
    const { bankTransferId, endToEndId, reason, status } = next;
    // Written in the same turn as the transfer, so the two stay or go together.
    await webhooks.post(behaviour().webhook, `transfer.${status}`, {
      bankTransferId,
      endToEndId,
      ...(reason === null ? {} : { reason }),
    });
  };
  const alarm = createAlarm(world.timeline, () => {
    for (const transfer of ledger.transfersDue(world.timeline.now())) void settle(transfer);
    arm();
  });
  const arm = () => {
    const next = ledger.nextDueMs();
    if (next !== undefined) alarm.by(next);
  };
  return {
    arm,
    /** Takes up a transfer that was just written. */
    begin: async (transfer: Transfer): Promise<void> => {
      if (behaviour().webhook === 'before-answer' && transfer.next !== null) await settle(transfer);
      arm();
    },
  };
};
