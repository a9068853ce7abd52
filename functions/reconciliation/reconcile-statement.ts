import type { JudgedLine, Verdict } from '../../domain/reconciliation/events.ts';
import { type Reconciliation, spokenUntil } from '../../domain/reconciliation/folding.ts';
import {
  carried,
  judge,
  type Movement,
  missingThere,
  type Open,
} from '../../domain/reconciliation/matching.ts';
import { reconciliation } from '../../domain/reconciliation/reconciliation.ts';
import { movementOf as movementSum } from '../../domain/reconciliation/statement.ts';
import { formatMoney, moneyFromWire } from '../../domain/shared/money.ts';
import { formatInstant, instantFromWire, msPerDay } from '../../domain/shared/time.ts';
import { metric } from '../shared/log.ts';
import { causeFrom, consumer, type Published } from '../shared/messages.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import type { Cause } from '../shared/store/types.ts';
import { derivedId } from '../shared/uuid.ts';
import { capped } from './capped.ts';
import { type LedgerLine, ledgerOf, takeMissing } from './ledger-of-line.ts';
import { movementsBetween } from './movements.ts';
import { type Previous, previousOf } from './previous.ts';
import { reconciliationStream } from './reconciliation-stream.ts';
import { judgedLines, storedLines } from './stored-lines.ts';

/** How far our books reach back before the first statement of an account. */
const beforeFirstDays = 31;
const linesAtOnce = 20;
const verdictsPerEvent = 100;

interface Compared {
  readonly judged: readonly JudgedLine[];
  readonly openItems: Open;
  readonly openingCapital: bigint;
  readonly houseSpent: bigint;
  readonly previous: Previous | undefined;
}

const lookUp = async (lines: readonly LedgerLine['line'][], currency: string) => {
  const found: LedgerLine[] = [];
  for (let from = 0; from < lines.length; from += linesAtOnce)
    found.push(
      ...(await Promise.all(
        lines.slice(from, from + linesAtOnce).map((line) => ledgerOf(line, currency)),
      )),
    );
  return found;
};

const judgeAll = (
  ledger: readonly LedgerLine[],
  previous: Previous | undefined,
  currency: string,
): JudgedLine[] => {
  const here = new Set<string>();
  const { open = new Map(), until = '' } = previous ?? {};
  return ledger.map(({ line, key, movement }) => {
    const verdict = judge({ key, amount: line.amount }, movement, { here, open, until });
    here.add(key);
    return {
      key,
      reference: line.reference,
      verdict,
      amount: formatMoney(line.amount, currency),
      bookedAt: line.bookedAt,
      ...(movement === undefined
        ? {}
        : {
            booked: formatMoney(movement.amount, currency),
            transactionId: movement.transactionId,
          }),
    };
  });
};

const absent = ({ key, amount, at, transactionId }: Movement, currency: string): JudgedLine => ({
  key,
  reference: '',
  verdict: 'missing-there',
  booked: formatMoney(amount, currency),
  transactionId,
  bookedAt: at,
});

/** What of these movements the house has paid to others, less what came back to it. */
const spentIn = (movements: readonly Movement[]): bigint =>
  -movementSum(movements.filter(({ house }) => house));

/** Compares without writing: the bank's lines and our movements until the statement's end. */
const compare = async (state: Reconciliation, ledger: readonly LedgerLine[]): Promise<Compared> => {
  const { currency, from } = state;
  const previous = await previousOf(currency, from);
  const start =
    previous?.until ?? formatInstant(instantFromWire(from) - beforeFirstDays * msPerDay);
  const movements = await movementsBetween(currency, start, spokenUntil(state));
  // What our books had before the first statement is part of what it opens with.
  const [before, within] =
    previous === undefined
      ? [movements.filter(({ at }) => at < from), movements.filter(({ at }) => at >= from)]
      : [[], movements];
  const open = previous?.open ?? new Map();
  const lines = ledger.map(({ key, line: { amount } }) => ({ key, amount }));
  const keys = new Set(lines.map(({ key }) => key));
  return {
    judged: [
      ...judgeAll(ledger, previous, currency),
      ...missingThere(within, keys, open).map((movement) => absent(movement, currency)),
    ],
    openItems: capped(carried(open, lines, within)),
    openingCapital:
      previous?.openingCapital ?? moneyFromWire(state.opening, currency) - movementSum(before),
    // What the house had paid before the first statement was never part of its capital.
    houseSpent: (previous?.houseSpent ?? spentIn(before)) + spentIn(within),
    previous,
  };
};

const countsOf = (judged: readonly JudgedLine[]): Record<Verdict, number> => {
  const count = (verdict: Verdict) => judged.filter((line) => line.verdict === verdict).length;
  return {
    matched: count('matched'),
    'missing-here': count('missing-here'),
    'missing-there': count('missing-there'),
    'amount-differs': count('amount-differs'),
    duplicate: count('duplicate'),
  };
};

type Append = (part: string, decide: Parameters<typeof decideOn>[0]) => Promise<unknown>;
const decideOn =
  (command: Parameters<typeof reconciliation.decide>[0]) => (state: Reconciliation) =>
    reconciliation.decide(command, state);

/** Every part has a command id of its own, so that a comparison that broke off goes on where it was. */
const appendTo =
  (stream: string, cause: Cause): Append =>
  (part, command) =>
    execute({
      cause: { ...cause, commandId: derivedId(cause.commandId, part) },
      participants: [{ folding: reconciliation, stream, decide: decideOn(command) }],
    });

/** Writes the verdicts down that are not yet: those that are stand, whatever has happened since. */
const recordVerdicts = async (
  state: Reconciliation,
  computed: readonly JudgedLine[],
  append: Append,
): Promise<readonly JudgedLine[]> => {
  const stored = await judgedLines(state.reconciliationId);
  const judged = [...stored, ...computed.slice(stored.length)];
  for (let offset = stored.length; offset < judged.length; offset += verdictsPerEvent) {
    const lines = judged.slice(offset, offset + verdictsPerEvent);
    await append(`lines:${offset}`, { type: 'JudgeLines', offset, lines });
  }
  return judged;
};

const conclude = async (
  { opening, currency }: Reconciliation,
  { openItems, openingCapital, houseSpent, previous }: Compared,
  judged: readonly JudgedLine[],
  append: Append,
  at: string,
): Promise<void> => {
  const counts = countsOf(judged);
  await append('conclusion', {
    type: 'ConcludeReconciliation',
    counts,
    ...(previous === undefined ? {} : { previousId: previous.reconciliationId }),
    continuous: previous === undefined || previous.closing === moneyFromWire(opening, currency),
    openingCapital,
    houseSpent,
    openItems,
    at,
  });
  for (const [verdict, count] of Object.entries(counts))
    metric('StatementLines', count, 'Count', { verdict });
};

const reconcile = async (event: Published): Promise<void> => {
  const reconciliationId = event.aggregateId;
  const stream = reconciliationStream(reconciliationId);
  const { state } = await loadHead(reconciliation, stream, true);
  if (state.status !== 'listed') return;
  const { currency } = state;
  const cause = causeFrom(event, 'reconcile-statement');
  const append = appendTo(stream, cause);
  const ledger = await lookUp(await storedLines(reconciliationId, currency), currency);
  const compared = await compare(state, ledger);
  const judged = await recordVerdicts(state, compared.judged, append);
  for (const [index, found] of ledger.entries())
    if (judged[index]?.verdict === 'missing-here')
      await takeMissing(found, currency, event.metadata.correlationId);
  await conclude(state, compared, judged, append, cause.at);
};

/** Compares a statement, once it is stored whole, with our books. */
export const handler = consumer('reconcile-statement', reconcile);
