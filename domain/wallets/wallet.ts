import { type Aggregate, decideBy } from '../shared/decider.ts';
import { Refusal } from '../shared/refusal.ts';
import { approveAdjustment, declineAdjustment, requestAdjustment } from './adjustments.ts';
import type { WalletCommand } from './commands.ts';
import { createWallet } from './create-wallet.ts';
import { depositDeciders } from './deposits.ts';
import type { WalletEvent } from './events.ts';
import { walletFolding } from './folding.ts';
import { allocatePoolGold, releasePoolReservation, reserveForPool } from './reservations.ts';
import { requireWallet, type Wallet } from './state.ts';
import { purchaseGold, sellGold } from './trades.ts';
import { withdrawalDeciders } from './withdrawals.ts';

/** Cash and gold of one customer in one consistency boundary (stream `wallet-<walletId>`). */
export const wallet: Aggregate<Wallet, WalletCommand, WalletEvent> = {
  ...walletFolding,
  decide: decideBy<Wallet, WalletCommand, WalletEvent>({
    CreateWallet: createWallet,
    ...depositDeciders,
    PurchaseGold: purchaseGold,
    SellGold: sellGold,
    ReserveForPool: reserveForPool,
    ReleasePoolReservation: releasePoolReservation,
    AllocatePoolGold: allocatePoolGold,
    ...withdrawalDeciders,
    FreezeWallet: ({ reason, caseId, at }, state) => {
      requireWallet(state);
      if (state.frozenBy.includes(caseId))
        throw new Refusal('wallet.frozen', 'This case freezes the wallet already.');
      return [{ type: 'WalletFrozen', data: { walletId: state.walletId, reason, caseId, at } }];
    },
    UnfreezeWallet: ({ reason, caseId, at }, state) => {
      requireWallet(state);
      if (!state.frozenBy.includes(caseId))
        throw new Refusal('wallet.not-frozen', 'This case does not freeze the wallet.');
      return [{ type: 'WalletUnfrozen', data: { walletId: state.walletId, reason, caseId, at } }];
    },
    RequestAdjustment: requestAdjustment,
    ApproveAdjustment: approveAdjustment,
    DeclineAdjustment: declineAdjustment,
  }),
};
