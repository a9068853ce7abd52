import {
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import type { BankTransfer, TransferOrder } from '../../../functions/shared/bank/bank.ts';
import { BankError } from '../../../functions/shared/bank/bank-error.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { commitsOf, currentEvents } from '../../../functions/shared/store/history.ts';
import { registration } from '../../../functions/shared/withdrawals/register.ts';
import { createStates } from '../../../local/states/service.ts';
import { resource, resourcesOf, worldAt } from '../../local/sqs/support.ts';
import { at, cause, id } from '../store/harness.ts';

const machineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:withdrawal';

type Step = (payload: never) => Promise<unknown>;

/** A bank that carries out what it is ordered, once for each id, and says what a test lets it say. */
export const createBank = () => {
  const transfers = new Map<string, BankTransfer>();
  const bank = {
    /** What an order does; carries it out and answers unless a test says otherwise. */
    onOrder: undefined as ((order: TransferOrder) => void | Promise<void>) | undefined,
    /** What a question does before it is answered. */
    onQuestion: undefined as (() => void) | undefined,
    orders: 0,
    questions: 0,
    carry: ({ endToEndId }: TransferOrder, status: BankTransfer['status'] = 'processing') => {
      transfers.set(endToEndId, { bankTransferId: `trf-${endToEndId}`, endToEndId, status });
    },
    carried: (endToEndId: string) => transfers.has(endToEndId),
    order: async (order: TransferOrder): Promise<BankTransfer> => {
      bank.orders += 1;
      if (bank.onOrder !== undefined) await bank.onOrder(order);
      if (!transfers.has(order.endToEndId)) bank.carry(order);
      return transfers.get(order.endToEndId) as BankTransfer;
    },
    transferOf: async ({ endToEndId }: TransferOrder): Promise<BankTransfer | undefined> => {
      bank.questions += 1;
      bank.onQuestion?.();
      return transfers.get(endToEndId);
    },
  };
  return bank;
};

export const lost = () => new BankError('unavailable', 'no-answer');

/** The withdrawal saga of the template in virtual time, with its own steps over the store; the bus is the test. */
export const openSaga = (definition: string, steps: Readonly<Record<string, Step>>) => {
  const world = worldAt();
  const invoked: string[] = [];
  const before: Record<string, (() => unknown) | undefined> = {};
  let running = 0;
  const states = createStates({
    world,
    resources: resourcesOf({
      ...resource('AWS::StepFunctions::StateMachine', 'withdrawal', machineArn, {
        RoleArn: 'arn:aws:iam::000000000000:role/saga',
        DefinitionString: definition,
      }),
      ref: machineArn,
    }),
    invoke: async (arn, payload) => {
      const name = arn.split(':').at(-1) ?? '';
      invoked.push(name);
      running += 1;
      try {
        await before[name]?.();
        return { ok: true, payload: (await steps[name]?.(payload as never)) ?? null };
      } catch (error) {
        return { ok: false, errorType: 'Error', errorMessage: String(error) };
      } finally {
        running -= 1;
      }
    },
    iam: { check: () => undefined },
    warn: () => undefined,
  });
  states.start();
  const call = async (operation: string, input: object) =>
    states.call({ operation, input, caller: { kind: 'cloud', name: 'test' } });
  answerWith(call);
  /** Until no step has run for a while; a step that waits for this itself does not count. */
  const settle = async () => {
    const mine = running;
    for (let quiet = 0; quiet < 40; quiet = running > mine ? 0 : quiet + 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  world.timeline.settleWith?.(settle);
  const nameOf = (name: string) => `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    invoked,
    /** Runs before a step's function, which fails when it throws. */
    before,
    settle,
    start: async (withdrawalId: string, walletId: string, name = withdrawalId) => {
      const input = JSON.stringify({ withdrawalId, walletId });
      await call('StartExecution', { stateMachineArn: machineArn, name, input });
      await settle();
    },
    pass: async (seconds: number) => {
      await world.timeline.advance(seconds * 1_000);
      await settle();
    },
    status: async (name: string): Promise<string> => {
      await settle();
      const told = await call('DescribeExecution', { executionArn: nameOf(name) });
      return (told as { readonly status: string }).status;
    },
    transitions: (): number =>
      Number(
        world.meter.report().byDimension.find(({ dimension }) => dimension === 'states.transitions')
          ?.quantity ?? 0,
      ),
  };
};

export type SagaWorld = ReturnType<typeof openSaga>;

const refusals = { TaskTimedOut, TaskDoesNotExist, InvalidToken };

/** The functions' own client answers steps of this engine. */
const answerWith = (call: (operation: string, input: object) => Promise<unknown>): void => {
  const client = mockClient(SFNClient);
  client.on(SendTaskSuccessCommand).callsFake(async (input: object) => {
    try {
      return await call('SendTaskSuccess', input);
    } catch (error) {
      const Refused = refusals[(error as { readonly code?: string }).code as keyof typeof refusals];
      if (Refused === undefined) throw error;
      throw new Refused({ $metadata: {}, message: 'no' });
    }
  });
};

let wallets = 0;

/** A wallet with 200,000.00 to spend. */
export const openWallet = async () => {
  wallets += 1;
  const walletId = id(`wallet ${wallets}`);
  const userId = id(`user ${wallets}`);
  const stream = `wallet-${walletId}`;
  let commands = 0;
  const tell = async (
    command: Parameters<typeof wallet.decide>[0],
    guards?: Parameters<typeof execute>[0]['guards'],
  ): Promise<void> => {
    commands += 1;
    await execute({
      cause: cause(`${walletId} ${commands}`),
      participants: [
        { folding: wallet, stream, decide: (state: Wallet) => wallet.decide(command, state) },
      ],
      ...(guards === undefined ? {} : { guards }),
    });
  };
  await tell({ type: 'CreateWallet', walletId, userId, currency: 'EUR', reference: 'RF1', at });
  await tell({
    type: 'ReceiveDeposit',
    transactionId: id(`deposit ${wallets}`),
    amount: 20_000_000n,
    currency: 'EUR',
    bankReference: 'BK-1',
    verificationStatus: 'verified',
    at,
  });
  const events = async (): Promise<readonly WalletEvent[]> => {
    const all: WalletEvent[] = [];
    for await (const commit of commitsOf(stream))
      all.push(...(currentEvents(commit) as WalletEvent[]));
    return all;
  };
  return {
    walletId,
    tell,
    state: async () => (await events()).reduce(wallet.evolve, wallet.initialState),
    /** The types of the withdrawal's events. */
    told: async () =>
      (await events())
        .map(({ type }) => type)
        .filter((type) => type.startsWith('Withdrawal'))
        .map((type) => type.replace('Withdrawal', '')),
    request: async (amount: bigint): Promise<string> => {
      const transactionId = id(`withdrawal ${walletId} ${commands}`);
      const bankAccount = {
        bankAccountId: id('account'),
        iban: 'DE89370400440532013000',
        holderName: 'Ada Byron',
        addedAt: '2026-01-01T00:00:00.000Z',
        usableFrom: at,
        ibanIndex: 'hash',
      };
      const facts = { currency: 'EUR', requestedAt: at, walletId, bankAccountId: id('account') };
      await tell(
        {
          type: 'RequestWithdrawal',
          transactionId,
          amount,
          currency: 'EUR',
          bankAccount,
          verified: true,
          at,
        },
        () => [registration(transactionId, { ...facts, amount: `${amount / 100n}.00` })],
      );
      return transactionId;
    },
  };
};
