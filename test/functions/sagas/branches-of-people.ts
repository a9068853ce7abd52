import { expect } from 'vitest';
import { at } from '../store/harness.ts';
import { type Branch, dayS } from './branches.ts';

/** What people can do to a withdrawal before it is paid. */
export const branchesOfPeople: readonly Branch[] = [
  {
    what: 'large: one person approves',
    amount: 5_000n,
    act: async ({ start, approve, hear }) => {
      await start();
      await approve('operator-1');
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'huge: the first approval wakes nobody',
    amount: 60_000n,
    act: async ({ start, approve, hear, saga }) => {
      await start();
      await approve('operator-1');
      expect(saga.invoked).not.toContain('pay-withdrawal');
      await approve('operator-2');
      await hear('completed');
    },
    told: 'Requested Screened Approved Approved Processing Completed',
    paid: true,
  },
  {
    what: 'approved before the token is kept',
    amount: 5_000n,
    act: async ({ start, approve, hear, saga }) => {
      saga.before['await-approval'] = () => approve('operator-1');
      await start();
      await saga.settle();
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'approved, and the bus never says so: the deadline finds it',
    amount: 5_000n,
    act: async ({ start, tell, saga, hear, withdrawalId }) => {
      await start();
      await tell({
        type: 'ApproveWithdrawal',
        transactionId: withdrawalId,
        approvedBy: 'operator-1',
        at,
      });
      await saga.pass(7 * dayS);
      await hear('completed');
    },
    told: 'Requested Screened Approved Processing Completed',
    paid: true,
  },
  {
    what: 'rejected',
    amount: 5_000n,
    act: async ({ start, tell, wake, withdrawalId }) => {
      await start();
      await tell({
        type: 'RejectWithdrawal',
        transactionId: withdrawalId,
        rejectedBy: 'operator-1',
        reason: 'doubt',
        at,
      });
      await wake();
    },
    told: 'Requested Screened Rejected',
    paid: false,
  },
  {
    what: 'nobody decides in seven days',
    amount: 5_000n,
    act: async ({ start, saga, wallet }) => {
      await start();
      await saga.pass(7 * dayS - 1);
      expect((await wallet.state()).reserved).toBe(500_000n);
      await saga.pass(1);
    },
    told: 'Requested Screened Rejected',
    paid: false,
  },
  {
    what: 'cancelled while it waits',
    amount: 5_000n,
    act: async ({ start, tell, wake, withdrawalId }) => {
      await start();
      await tell({ type: 'CancelWithdrawal', transactionId: withdrawalId, at });
      await wake();
    },
    told: 'Requested Screened Cancelled',
    paid: false,
  },
  {
    what: 'cancelled before it is screened',
    act: async ({ start, tell, withdrawalId }) => {
      await tell({ type: 'CancelWithdrawal', transactionId: withdrawalId, at });
      await start();
    },
    told: 'Requested Cancelled',
    paid: false,
  },
  {
    what: 'cancelled between approval and payment',
    act: async ({ start, tell, saga, withdrawalId, bank: its }) => {
      saga.before['pay-withdrawal'] = () =>
        tell({ type: 'CancelWithdrawal', transactionId: withdrawalId, at });
      await start();
      expect(its.orders).toBe(0);
    },
    told: 'Requested Screened Approved Cancelled',
    paid: false,
  },
  {
    what: 'frozen between approval and payment',
    act: async ({ start, tell, saga }) => {
      saga.before['pay-withdrawal'] = () =>
        tell({ type: 'FreezeWallet', reason: 'aml', caseId: 'case-1', at });
      await start();
    },
    told: 'Requested Screened Approved Failed',
    paid: false,
  },
  {
    what: 'people cannot be asked',
    amount: 5_000n,
    act: async ({ start, saga }) => {
      saga.before['await-approval'] = () => {
        throw new Error('broken');
      };
      await start();
      await saga.pass(600);
    },
    told: 'Requested Screened Failed',
    paid: false,
  },
];
