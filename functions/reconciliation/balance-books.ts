import { spokenUntil } from '../../domain/reconciliation/folding.ts';
import { reconciliation } from '../../domain/reconciliation/reconciliation.ts';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { metric } from '../shared/log.ts';
import { causeFrom, consumer, type Published } from '../shared/messages.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import { customersAsOf } from './customers-as-of.ts';
import { reconciliationStream } from './reconciliation-stream.ts';
import { suspenseAsOf } from './suspense-as-of.ts';

const balanceBooks = async (event: Published): Promise<void> => {
  const stream = reconciliationStream(event.aggregateId);
  const { state } = await loadHead(reconciliation, stream, true);
  if (state.status !== 'reconciled') return;
  const { currency } = state;
  const asOf = spokenUntil(state);
  const money = (text: string) => moneyFromWire(text, currency);
  const books = {
    customers: await customersAsOf(currency, asOf),
    suspense: await suspenseAsOf(currency, asOf),
    openingCapital: money(state.openingCapital),
    houseSpent: money(state.houseSpent),
    inTransit: state.openItems.reduce((sum, { amount }) => sum + money(amount), 0n),
    bank: money(state.closing),
  };
  const cause = causeFrom(event, 'balance-books');
  const { commits } = await execute({
    cause,
    participants: [
      {
        folding: reconciliation,
        stream,
        decide: (current) =>
          reconciliation.decide({ type: 'BalanceBooks', books, at: cause.at }, current),
      },
    ],
  });
  const differs = commits.some(
    (commit) => money((commit.state as typeof state).books?.difference ?? '0') !== 0n,
  );
  metric('BooksDiffer', differs ? 1 : 0);
};

/** Sums the books up as of the end of a statement that was compared, and holds them against the bank's balance. */
export const handler = consumer('balance-books', balanceBooks);
