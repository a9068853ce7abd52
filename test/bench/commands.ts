import type { Execution } from '../../functions/shared/store/execute.ts';
import { claim, takeFromLot } from '../../functions/shared/store/guards.ts';
import { openStore } from '../functions/store/harness.ts';
import { lotId, onWallet, openLot, type Step } from '../functions/store/wallet-commands.ts';
import { quietly } from './on-platform.ts';
import { creationOf, depositOf, goldAmount, purchaseOf, streamOf } from './purchase-history.ts';

type Guards = NonNullable<Execution['guards']>;

/** One step of a wallet's history through the event store; purchases are remembered, as their handler has it. */
export const perform = (owner: string, step: Step, guards?: Guards) =>
  onWallet(streamOf(owner), step, {
    idempotent: step.command.type === 'PurchaseGold',
    ...(guards === undefined ? {} : { guards }),
  });

/** Write and read units of each kind of command at stream lengths, by the engine's consumed capacity. */
export const commands = (lengths: readonly number[]) =>
  quietly(async () => {
    const store = await openStore();
    await openLot();
    const rows: { what: string; length: number; wru: number; rru: number }[] = [];
    for (const length of lengths) {
      const owner = String(length);
      const measured = async (what: string, step: Step, guards?: Guards) => {
        store.resetMeter();
        await perform(owner, step, guards);
        rows.push({ what, length, wru: store.units('wru'), rru: store.units('rru') });
      };
      await perform(owner, creationOf(owner));
      for (let n = 1; n < length; n++) await perform(owner, depositOf(owner, n));
      await measured('single-stream command', depositOf(owner, length));
      const guarded = depositOf(owner, length + 1);
      await measured('deposit with bank guard', guarded, () => [claim(`bank#${guarded.name}`, {})]);
      await measured('purchase with lot guard', purchaseOf(owner, length + 2), () => [
        takeFromLot(lotId, goldAmount),
      ]);
    }
    return rows;
  });
