import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Suspense } from '../../../domain/suspense/state.ts';
import { suspense } from '../../../domain/suspense/suspense.ts';
import { concludePayment } from '../../../functions/shared/payments/conclude.ts';
import { orderedPayment } from '../../../functions/shared/payments/register.ts';
import { wakePayment } from '../../../functions/shared/payments/waiting.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { type DeclaredSaga, declaredSaga, openSaga, printedNames } from '../sagas/saga-world.ts';
import { newBank } from '../sagas/scripted-bank.ts';
import { eventsOf } from '../store/events-of.ts';
import { at, cause, id, openStore } from '../store/harness.ts';
import { type PaymentTools, paymentBranches } from './payment-branches.ts';

/** Every branch of the saga of a payment, by its own definition and its own step, in virtual time. The bus is the test. */

vi.mock('../../../functions/shared/bank/bank.ts', () => import('../sagas/scripted-bank.ts'));
vi.mock('../../../functions/shared/seal/person-keys.ts', async (original) => ({
  ...(await original<object>()),
  personKey: async () => Buffer.alloc(32, 7),
}));

let declared: DeclaredSaga;
beforeAll(async () => {
  vi.useFakeTimers({ now: Date.parse(at), toFake: ['Date'] });
  declared = await declaredSaga('payment', 'payments');
}, 120_000);
afterAll(() => vi.useRealTimers());

beforeEach(async () => {
  await openStore();
});

const stream = 'suspense-bank-1';
const tell = (name: string, command: Parameters<typeof suspense.decide>[0], endToEndId = '') =>
  execute({
    cause: cause(name),
    participants: [
      {
        folding: suspense,
        stream,
        decide: (state: Suspense) => suspense.decide(command, state),
      },
    ],
    ...(endToEndId === ''
      ? {}
      : {
          guards: () => [orderedPayment({ endToEndId, stream, amount: '70.00', currency: 'EUR' })],
        }),
  });

/** Money that is nobody's, and that somebody has decided to give back. */
const setUp = async (): Promise<PaymentTools> => {
  const metrics = printedNames();
  const endToEndId = id('return');
  await tell('receive', {
    type: 'ReceiveUnmatchedFunds',
    transactionId: id('deposit'),
    bankTransactionId: 'bank-1',
    reference: 'thanks',
    amount: 7_000n,
    currency: 'EUR',
    debtorName: 'Lost Soul',
    debtorIban: 'DE89370400440532013000',
    reason: 'unknown-reference',
    bookedAt: at,
    at,
  });
  const giveBack = { type: 'ReturnUnmatchedFunds', reason: 'unknown', returnedBy: 'o' } as const;
  await tell('return', { ...giveBack, endToEndId, at }, endToEndId);
  const saga = openSaga(declared);
  let words = 0;
  return {
    saga,
    bank: newBank(),
    endToEndId,
    start: (name = endToEndId) => saga.start(name, { endToEndId, correlationId: endToEndId }),
    hear: async (outcome) => {
      words += 1;
      const word = { outcome, bankTransferId: 'trf', reason: 'AC04' };
      const heard = await concludePayment(endToEndId, word, cause(`word ${words}`));
      await wakePayment(endToEndId);
      await saga.settle();
      return heard;
    },
    metrics,
  };
};

const told = async (): Promise<string> =>
  (await eventsOf(stream))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('UnmatchedFundsReturn') && !type.endsWith('Returned'))
    .map((type) => type.replace('UnmatchedFundsReturn', ''))
    .join(' ');

describe('the saga of a payment of the house', () => {
  it.each(paymentBranches)('$what', async ({ act, carried, ends = 'SUCCEEDED', ...expected }) => {
    const tools = await setUp();
    await act(tools);
    expect(await tools.saga.status(tools.endToEndId)).toBe(ends);
    expect(await told()).toBe(expected.told);
    expect(tools.bank.carried(tools.endToEndId)).toBe(carried);
  });

  it('is told ids alone, and orders what was decided, from where the money came', async () => {
    expect(declared.definition).not.toMatch(/iban|amount|creditor/i);
    const tools = await setUp();
    let ordered: unknown;
    tools.bank.onOrder = (order) => {
      ordered = order;
      tools.bank.carry(order, 'completed');
    };
    await tools.start();
    expect(ordered).toEqual({
      endToEndId: tools.endToEndId,
      amount: '70.00',
      currency: 'EUR',
      creditor: { name: 'Lost Soul', iban: 'DE89370400440532013000' },
      remittance: 'Return of bank-1',
    });
  });
});
