import * as z from 'zod/mini';
import type { UserCommand } from '../../domain/accounts/commands.ts';
import { user } from '../../domain/accounts/user.ts';
import type { WalletCommand } from '../../domain/wallets/commands.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { Id, InstantText } from '../shared/http/answers.ts';
import { execute } from '../shared/store/execute.ts';
import type { Cause } from '../shared/store/types.ts';
import { userStream, walletIdOf, walletStream } from '../shared/wallet-ids.ts';

/** How an account stands after a decision. */
export const Standing = z.object({
  userId: Id,
  status: z.enum(['active', 'suspended']),
  at: InstantText,
});

/** The case under which a suspension freezes a wallet, so that lifting it lifts no other freeze. */
export const suspensionCase = 'suspension';

/** Changes account and wallet together: a suspended customer has no wallet that still trades, not for a moment. */
export const changeStanding = async (
  userId: string,
  ofUser: UserCommand,
  ofWallet: WalletCommand,
  cause: Cause,
): Promise<void> => {
  await execute({
    cause,
    participants: [
      {
        folding: user,
        stream: userStream(userId),
        decide: (state) => user.decide(ofUser, state),
      },
      {
        folding: wallet,
        stream: walletStream(walletIdOf(userId)),
        decide: (state) => wallet.decide(ofWallet, state),
      },
    ],
  });
};
