import * as z from 'zod/mini';
import type { Site, SiteResponse } from '../../kernel/site.ts';
import type { World } from '../../kernel/world.ts';
import { json, Problem } from '../answers.ts';
import { requireBearer } from '../bearer.ts';
import { amountOf, bodyOf, members } from '../input.ts';
import { createSite, type SiteRoute, type Visit } from '../router.ts';
import type { Behaviour } from './behaviour.ts';
import type { BankLedger, Transaction, Transfer } from './ledger.ts';
import { firstStep } from './settlement.ts';
import { answerStatement, type StatementSite } from './statement-site.ts';

export interface BankApiOptions {
  readonly world: World;
  readonly ledger: BankLedger;
  readonly behaviour: () => Behaviour;
  /** What the caller must bear, as its secret store has it. */
  readonly credential: () => Promise<string>;
  /** Called once a new transfer is written; it is answered after this. */
  readonly onTransfer: (transfer: Transfer) => Promise<void>;
  readonly statements: StatementSite;
}

const TransferRequest = z.strictObject({
  endToEndId: members.text(64, 'your own id of the transfer'),
  amount: members.amount,
  currency: members.currency,
  creditor: z.strictObject({
    name: members.text(140, 'the name of the account holder'),
    iban: members.iban,
  }),
  remittance: z._default(z.string().check(z.maxLength(140)), ''),
});

const example = {
  endToEndId: 'withdrawal-1',
  amount: '100.00',
  currency: 'EUR',
  creditor: { name: 'Ada Lovelace', iban: 'DE89370400440532013000' },
  remittance: 'Assay',
};

/** A transaction as the bank shows it. */
export const transactionView = ({ bookedAtMs, ...transaction }: Transaction) => ({
  ...transaction,
  status: 'booked',
  bookedAt: new Date(bookedAtMs).toISOString(),
});

/** A transfer as the bank shows it. */
export const transferView = (transfer: Transfer) => {
  const { bankTransferId, endToEndId, amount, currency, creditor, remittance } = transfer;
  const { status, reason, createdAtMs } = transfer;
  return {
    bankTransferId,
    endToEndId,
    amount,
    currency,
    creditor,
    remittance,
    status,
    ...(reason === null ? {} : { reason }),
    createdAt: new Date(createdAtMs).toISOString(),
  };
};

/** Lets through who bears the credential, while the bank is up. */
const guarded =
  (options: BankApiOptions, handle: SiteRoute['handle']): SiteRoute['handle'] =>
  async (visit) => {
    const { api } = options.behaviour();
    if (api === 'hang') return new Promise(() => undefined);
    if (api === 'down') throw new Problem(503, 'bank.down', 'The bank is down, as it was told.');
    requireBearer(visit.request, await options.credential(), 'bank.unauthorized');
    const answer = await handle(visit);
    return api === 'nonsense' ? json(200, { result: 'ok' }) : answer;
  };

const sameOrder = (a: Transfer, b: Transfer): boolean =>
  JSON.stringify([a.amount, a.currency, a.creditor]) ===
  JSON.stringify([b.amount, b.currency, b.creditor]);

const makeTransfer =
  ({ world, ledger, behaviour, onTransfer }: BankApiOptions) =>
  async ({ request }: Visit): Promise<SiteResponse> => {
    const order = bodyOf(TransferRequest, request.body, example);
    const now = world.timeline.now();
    const transfer: Transfer = {
      ...order,
      amount: amountOf(order.amount, order.currency),
      bankTransferId: `trf_${world.random.uuid()}`,
      status: 'processing',
      reason: null,
      createdAtMs: now,
      completedAtMs: null,
      returnedAtMs: null,
      next: firstStep(behaviour(), now),
    };
    const known = ledger.transferByEndToEndId(order.endToEndId);
    if (known !== undefined && !sameOrder(known, transfer))
      throw new Problem(
        409,
        'bank.end-to-end-id-reused',
        'This endToEndId was given to another transfer.',
      );
    if (known !== undefined) return json(200, transferView(known));
    if (behaviour().outgoing === 'refuse')
      throw new Problem(422, 'AC01', 'The account of the creditor is incorrect, as it was told.');
    ledger.putTransfer(transfer);
    await world.storage.durable();
    await onTransfer(transfer);
    if (behaviour().outgoing === 'error-after-work')
      throw new Problem(500, 'bank.internal', 'Something went wrong; the transfer may be made.');
    return json(201, transferView(ledger.transfer(transfer.bankTransferId) ?? transfer));
  };

const found = <Value>(value: Value | undefined, what: string): Value => {
  if (value !== undefined) return value;
  throw new Problem(404, 'bank.not-found', `The bank knows no such ${what}.`);
};

/** The bank's REST side, as the platform reaches it. */
export const createBankApi = (options: BankApiOptions): Site => {
  const { ledger } = options;
  const route = (method: string, path: string, about: string, handle: SiteRoute['handle']) => ({
    method,
    path,
    about,
    handle: guarded(options, handle),
  });
  return createSite([
    route('GET', '/transactions/{id}', 'a booked transaction', ({ params }) =>
      json(200, transactionView(found(ledger.transaction(params['id'] ?? ''), 'transaction'))),
    ),
    route('POST', '/transfers', 'pays somebody, once for each endToEndId', makeTransfer(options)),
    route('GET', '/transfers', 'a transfer by ?endToEndId=', ({ query }) => {
      const transfer = ledger.transferByEndToEndId(query.get('endToEndId') ?? '');
      return json(200, transferView(found(transfer, 'transfer')));
    }),
    route('GET', '/transfers/{id}', 'a transfer', ({ params }) =>
      json(200, transferView(found(ledger.transfer(params['id'] ?? ''), 'transfer'))),
    ),
    route('GET', '/statements/{date}', 'camt.053 of a day', answerStatement(options.statements)),
  ]);
};
