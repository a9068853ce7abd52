import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balance, noCustomers, withWallet } from '../../../domain/reconciliation/books.ts';
import { moneyFromWire } from '../../../domain/shared/money.ts';
import { Refusal } from '../../../domain/shared/refusal.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { commands } from '../wallets/histories.ts';
import { walletCreated } from '../wallets/wallets.ts';

const eur = (amount: string) => moneyFromWire(amount, 'EUR');

/** What an event moves on the bank account, told apart from wallets and books. */
const bankMoves = ({ type, data }: WalletEvent): bigint => {
  if (type === 'FundsDeposited' || type === 'WithdrawalReturned') return eur(data.amount);
  return type === 'WithdrawalCompleted' ? -eur(data.amount) : 0n;
};

describe('the books', () => {
  it('balance after any history of a wallet, rejected deposits lying with nobody', () => {
    fc.assert(
      fc.property(
        fc.array(commands, { maxLength: 40 }),
        fc.bigInt({ min: 0n, max: 9_999n }),
        fc.bigInt({ min: 0n, max: 9_999n }),
        (all, openingCapital, houseSpent) => {
          let state = wallet.evolve(wallet.initialState, walletCreated);
          // What a dealer was paid left the account, and the house's own money with it.
          let bank = openingCapital - houseSpent;
          let suspense = 0n;
          for (const command of all) {
            try {
              for (const event of wallet.decide(command, state)) {
                state = wallet.evolve(state, event);
                bank += bankMoves(event);
                if (event.type === 'DepositRejected') suspense += eur(event.data.amount);
              }
            } catch (error) {
              if (!(error instanceof Refusal)) throw error;
            }
          }
          const customers = withWallet(noCustomers, state);
          const capital = { openingCapital, houseSpent };
          const books = { customers, suspense, ...capital, inTransit: 0n, bank };
          expect(balance(books).difference).toBe(0n);
          expect(balance({ ...books, bank: bank + 1n }).difference).toBe(1n);
          expect(balance({ ...books, bank: bank + 1n, inTransit: 1n }).difference).toBe(0n);
        },
      ),
    );
  });
});
