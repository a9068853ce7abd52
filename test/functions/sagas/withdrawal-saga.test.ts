import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { concludeWithdrawal } from '../../../functions/shared/withdrawals/conclude.ts';
import { wakeSaga } from '../../../functions/shared/withdrawals/waiting.ts';
import { at, cause, openStore, type Store } from '../store/harness.ts';
import type { Tools } from './branches.ts';
import { branchesOfPeople } from './branches-of-people.ts';
import { branchesOfTheBank } from './branches-of-the-bank.ts';
import { type DeclaredSaga, declaredSaga, openSaga } from './saga-world.ts';
import { newBank } from './scripted-bank.ts';
import { openWallet } from './withdrawal-world.ts';

/**
 * Every branch of the saga, by its own definition and its own steps, in virtual time. The bus is the test: it wakes, late,
 * twice or never. A row says what happens, how the withdrawal's events then read, and whether the bank carried out.
 */

vi.mock('../../../functions/shared/bank/bank.ts', () => import('./scripted-bank.ts'));
vi.mock('../../../functions/shared/seal/person-keys.ts', async (original) => ({
  ...(await original<object>()),
  personKey: async () => Buffer.alloc(32, 7),
}));

let declared: DeclaredSaga;

beforeAll(async () => {
  vi.useFakeTimers({ now: Date.parse(at), toFake: ['Date'] });
  declared = await declaredSaga('withdrawal', 'sagas');
}, 120_000);
afterAll(() => vi.useRealTimers());

let tools: Tools;
let theWallet: Awaited<ReturnType<typeof openWallet>>;

const setUp = async (amount: bigint): Promise<void> => {
  theWallet = await openWallet();
  const { walletId, tell } = theWallet;
  const withdrawalId = await theWallet.request(amount * 100n);
  const saga = openSaga(declared);
  const wake = async () => {
    await wakeSaga(walletId, withdrawalId);
    await saga.settle();
  };
  let words = 0;
  tools = {
    saga,
    bank: newBank(),
    withdrawalId,
    wallet: theWallet,
    tell,
    wake,
    hear: async (outcome) => {
      words += 1;
      const word = { outcome, bankTransferId: 'trf', reason: 'AC04' };
      await concludeWithdrawal(withdrawalId, word, cause(`${withdrawalId} word ${words}`));
      await wake();
    },
    approve: async (approvedBy) => {
      await tell({ type: 'ApproveWithdrawal', transactionId: withdrawalId, approvedBy, at });
      await wake();
    },
    start: (name = withdrawalId) => saga.start(name, { withdrawalId, walletId }),
  };
};

let store: Store;
beforeEach(async () => {
  store = await openStore();
});

const writeUnits = (): number =>
  [...store.metered]
    .filter(([name]) => name.startsWith('dynamodb.wru'))
    .reduce((sum, [, units]) => sum + units, 0);

describe('the saga of a withdrawal', () => {
  it.each([...branchesOfTheBank, ...branchesOfPeople])(
    '$what',
    async ({ amount = 100n, act, told, paid, ends = 'SUCCEEDED' }) => {
      await setUp(amount);
      await act(tools);
      const { withdrawalId, saga } = tools;
      expect(await saga.status(withdrawalId)).toBe(ends);
      expect((await theWallet.told()).join(' ')).toBe(told);
      expect(tools.bank.carried(withdrawalId)).toBe(paid);
      const { available, reserved, withdrawals, reservations } = await theWallet.state();
      const isGone = told.endsWith('Completed');
      expect([available, reserved]).toEqual([20_000_000n - (isGone ? amount * 100n : 0n), 0n]);
      expect([withdrawals, reservations]).toEqual([{}, {}]);
    },
  );

  it('takes three transitions when it is small, five when somebody approves', async () => {
    await setUp(100n);
    store.resetMeter();
    await tools.start();
    await tools.hear('completed');
    expect(tools.saga.transitions()).toBe(3);
    // Screened and approved 1, the token 1, the payment 1, the end with the guard that remembers it 4.
    expect(writeUnits()).toBeLessThanOrEqual(7);
    await setUp(5_000n);
    await tools.start();
    await tools.approve('operator-1');
    await tools.hear('completed');
    expect(tools.saga.transitions()).toBe(5);
  });

  it('is told ids alone', async () => {
    expect(declared.definition).not.toMatch(/iban|amount|holder/i);
  });
});
