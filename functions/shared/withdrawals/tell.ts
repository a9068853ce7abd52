import { Refusal } from '../../../domain/shared/refusal.ts';
import { walletFolding } from '../../../domain/wallets/folding.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import type { WithdrawalCommand } from '../../../domain/wallets/withdrawal-commands.ts';
import { decideWithdrawal } from '../../../domain/wallets/withdrawals.ts';
import { type Executed, execute } from '../store/execute.ts';
import type { Cause } from '../store/types.ts';
import { walletStream } from '../wallet-ids.ts';
import { type Registered, registered } from './register.ts';

/** A withdrawal by its id. Throws `withdrawal.unknown`; to a customer, another's is unknown as well. */
export const requireRegistered = async (
  withdrawalId: string,
  ownWalletId?: string,
): Promise<Registered> => {
  const known = await registered(withdrawalId);
  if (known !== undefined && (ownWalletId === undefined || ownWalletId === known.walletId))
    return known;
  throw new Refusal('withdrawal.unknown', 'There is no such withdrawal.', { withdrawalId });
};

/** Puts a command to the wallet of a registered withdrawal. Throws `withdrawal.ended` where it is not open any more. */
export const tellWithdrawal = async (
  walletId: string,
  command: WithdrawalCommand,
  cause: Cause,
  idempotent = false,
): Promise<Executed> => {
  try {
    return await execute({
      cause,
      idempotent,
      participants: [
        {
          folding: walletFolding,
          stream: walletStream(walletId),
          decide: (state: Wallet) => decideWithdrawal(command, state),
        },
      ],
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'withdrawal.unknown')
      throw new Refusal('withdrawal.ended', 'This withdrawal has ended.');
    throw error;
  }
};
