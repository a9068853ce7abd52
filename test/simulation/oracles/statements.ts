import { asCents, asGrams, cents, micrograms } from '../model/amounts.ts';
import type { Cast } from '../play.ts';
import { type Data, type StoredCommit, type Streams, walletOf } from '../stores.ts';
import { tallyOf } from './ledger.ts';

/** A line: what it is, whose id it bears, and what it moves. */
interface Line {
  readonly kind: string;
  readonly transactionId: unknown;
  readonly amount: bigint;
  readonly grams: bigint;
}

const line = (kind: string, transactionId: unknown, amount: bigint, grams = 0n): Line => ({
  kind,
  transactionId,
  amount,
  grams,
});

type Tell = (data: Data) => Line | undefined;

const amountOf = (data: Data, field = 'amount'): bigint => cents(`${data[field]}`);

/** What stands on a statement: money and gold that came or went, and nothing that is only set aside. */
const lines: Readonly<Record<string, Tell>> = {
  DepositConfirmed: (data) => line('deposit', data['transactionId'], amountOf(data)),
  GoldPurchaseCompleted: (data) =>
    line(
      'purchase',
      data['purchaseId'],
      -amountOf(data, 'totalCost'),
      micrograms(`${data['goldAmount']}`),
    ),
  GoldSold: (data) =>
    line('sale', data['saleId'], amountOf(data, 'proceeds'), -micrograms(`${data['goldAmount']}`)),
  GoldAllocated: (data) => {
    const settled = data['settlement'] as Data | undefined;
    if (settled === undefined) return undefined;
    const grams = micrograms(`${settled['goldAmount'] ?? data['goldAmount']}`);
    return line('pool', settled['reservationId'], -amountOf(settled, 'cost'), grams);
  },
  WithdrawalCompleted: (data) => line('withdrawal', data['transactionId'], -amountOf(data)),
  WithdrawalReturned: (data) => line('withdrawal-return', data['transactionId'], amountOf(data)),
  AdjustmentPosted: (data) => line('adjustment', data['adjustmentId'], amountOf(data)),
};

const printed = ({ kind, transactionId, amount, grams }: Line): string =>
  `${kind} ${transactionId} ${asCents(amount)} ${asGrams(grams)}`;

const linesOf = (stored: readonly StoredCommit[]): readonly Line[] =>
  stored.flatMap(({ commit }) =>
    commit.events.flatMap(({ type, data }) => lines[type]?.(data as Data) ?? []),
  );

const closingOf = (stream: string, stored: readonly StoredCommit[]) => {
  const { available, reserved, pending, grams, costBasis } = tallyOf(stream, stored).tally;
  return {
    cash: asCents(available + reserved),
    available: asCents(available),
    reserved: asCents(reserved),
    pending: asCents(pending),
    grams: asGrams(grams),
    costBasis: asCents(costBasis),
  };
};

/** A month's statement lists what moved, in order, each once, and closes with what there is. */
export const statementFaults = async (cast: Cast, streams: Streams): Promise<readonly string[]> => {
  const month = new Date(cast.stage.timeline.now()).toISOString().slice(0, 7);
  const wrong: string[] = [];
  for (const { person } of cast.customers) {
    const { stream, stored } = walletOf(streams, person.userId);
    const { body } = await person.ask('GET', `/v1/statements/${month}`);
    const shown = (body.lines ?? []).map((one: Record<string, string>) =>
      [one['kind'], one['transactionId'], one['amount'], one['grams']].join(' '),
    );
    const ofMonth = stored.filter(({ commit }) => commit.meta.at.startsWith(month));
    const must = linesOf(ofMonth).map(printed);
    const place = must.findIndex((each, index) => shown[index] !== each);
    if (place >= 0 || shown.length > must.length)
      wrong.push(
        `${person.name}’s statement says "${shown[place < 0 ? must.length : place]}", not "${must[place]}"`,
      );
    for (const [field, value] of Object.entries(closingOf(stream, stored)))
      if (body.closing?.[field] !== value)
        wrong.push(
          `${person.name}’s statement closes with ${field} ${body.closing?.[field]}, not ${value}`,
        );
  }
  return wrong;
};
