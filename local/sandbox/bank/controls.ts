import * as z from 'zod/mini';
import type { World } from '../../kernel/world.ts';
import { json } from '../answers.ts';
import { amountOf, bodyOf, members } from '../input.ts';
import type { SiteRoute } from '../router.ts';
import type { Webhooks } from '../webhooks.ts';
import { transactionView, transferView } from './api.ts';
import { type Behaviour, BehaviourChange, behaviours, defaultBehaviour } from './behaviour.ts';
import type { BankLedger, Transaction } from './ledger.ts';
import { firstStep } from './settlement.ts';

const listMax = 100;

/** `outgoing: settle|refuse|…` of every member that has choices. */
const choices = (['outgoing', 'webhook', 'api'] as const).map(
  (member) => `${member}: ${Object.keys(behaviours[member]).join('|')}`,
);

const Payment = z.strictObject({
  reference: members.text(140, 'the reference of the deposit instructions (GET /v1/wallet)'),
  amount: members.amount,
  currency: z.optional(members.currency),
  debtorName: members.text(140, 'who pays'),
  debtorIban: members.iban,
});

const paymentExample = {
  reference: 'the reference of GET /v1/wallet',
  amount: '1000.00',
  debtorName: 'Ada Lovelace',
  debtorIban: 'DE89370400440532013000',
};

export interface BankControlOptions {
  readonly world: World;
  readonly ledger: BankLedger;
  readonly webhooks: Webhooks;
  readonly behaviour: { readonly get: () => Behaviour; readonly set: (next: Behaviour) => void };
  /** What an amount is in when nobody says. */
  readonly currency: string;
  /** Called when transfers have got a time to go on at. */
  readonly onFreed: () => void;
}

const receive =
  ({
    world,
    ledger,
    webhooks,
    behaviour,
    currency: usual,
  }: BankControlOptions): SiteRoute['handle'] =>
  async ({ request }) => {
    const payment = bodyOf(Payment, request.body, paymentExample);
    const { reference, currency = usual, debtorName: name, debtorIban: iban } = payment;
    const transaction: Transaction = {
      bankTransactionId: `txn_${world.random.uuid()}`,
      reference,
      amount: amountOf(payment.amount, currency),
      currency,
      debtor: { name, iban },
      bookedAtMs: world.timeline.now(),
    };
    ledger.book(transaction);
    const { status: _, ...data } = transactionView(transaction);
    // Posted in the turn that books it: a killed process keeps both or neither.
    const webhookId = await webhooks.post(behaviour.get().webhook, 'transfer.received', data);
    await world.storage.durable();
    return json(201, { ...transactionView(transaction), webhookId });
  };

/** Transfers that hang go on as the bank behaves by now. */
const free =
  ({ world, ledger, behaviour, onFreed }: BankControlOptions): SiteRoute['handle'] =>
  async () => {
    const next = firstStep(behaviour.get(), world.timeline.now());
    const hung = ledger
      .transfers()
      .filter((transfer) => transfer.status === 'processing' && transfer.next === null);
    for (const transfer of hung) ledger.putTransfer({ ...transfer, next });
    await world.storage.durable();
    onFreed();
    return json(200, { freed: hung.length });
  };

/** What people at the keyboard may do with the bank. */
export const bankControls = (options: BankControlOptions): readonly SiteRoute[] => {
  const { world, ledger, webhooks, behaviour } = options;
  return [
    {
      method: 'POST',
      path: '/_local/bank/transfers',
      about: 'pay in: {reference, amount, debtorName, debtorIban, currency?}',
      handle: receive(options),
    },
    {
      method: 'GET',
      path: '/_local/bank/transfers',
      about: 'what the bank booked, paid and told, newest first',
      handle: () =>
        json(200, {
          received: ledger.latestTransactions(listMax).map(transactionView),
          paid: ledger.transfers().toReversed().slice(0, listMax).map(transferView),
          webhooks: webhooks.latest(listMax),
        }),
    },
    {
      method: 'POST',
      path: '/_local/bank/hung-transfers',
      about: 'outgoing transfers that hang go on, as the bank behaves by now',
      handle: free(options),
    },
    {
      method: 'GET',
      path: '/_local/bank/behaviour',
      about: 'how the bank behaves, and how else it can',
      handle: () => json(200, { ...behaviour.get(), choices: behaviours }),
    },
    {
      method: 'PUT',
      path: '/_local/bank/behaviour',
      about: `{${choices.join(', ')}, returnAfter: "48h"}`,
      handle: async ({ request }) => {
        const change = bodyOf(BehaviourChange, request.body, defaultBehaviour);
        const held = behaviour.get();
        const next: Behaviour = {
          outgoing: change.outgoing ?? held.outgoing,
          webhook: change.webhook ?? held.webhook,
          api: change.api ?? held.api,
          returnAfter: change.returnAfter ?? held.returnAfter,
        };
        behaviour.set(next);
        await world.storage.durable();
        return json(200, next);
      },
    },
  ];
};
