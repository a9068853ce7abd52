import { describe, expect, it } from 'vitest';
import { noCustomers } from '../../../domain/reconciliation/books.ts';
import type { JudgedLine, ReconciliationEvent } from '../../../domain/reconciliation/events.ts';
import { spokenUntil } from '../../../domain/reconciliation/folding.ts';
import { reconciliation } from '../../../domain/reconciliation/reconciliation.ts';
import {
  requireAccount,
  requireTotal,
  type Statement,
  type StatementLine,
} from '../../../domain/reconciliation/statement.ts';
import { specification } from '../../support/given.ts';

const given = specification(reconciliation);
const at = '2026-11-24T04:10:00.000Z';
const line: StatementLine = {
  reference: 'bank-1',
  endToEndId: '',
  amount: 10_000n,
  bookedAt: '2026-11-23T10:00:00.000Z',
  reversal: false,
  party: { name: 'Ada Byron', iban: 'DE89370400440532013000', remittance: '' },
};
const statement: Statement = {
  statementId: 'STMT-1',
  iban: 'IE29AIBK93115212345678',
  currency: 'EUR',
  from: '2026-11-23T00:00:00.000Z',
  to: '2026-11-23T23:59:59.999Z',
  opening: 0n,
  closing: 20_000n,
  lines: [line, { ...line, reference: 'bank-2' }],
};
const receive = {
  type: 'ReceiveStatement',
  reconciliationId: 'r-1',
  statement,
  digest: 'd',
  source: 'upload',
  receivedBy: 'operator-1',
  at,
} as const;
const history = (...commands: readonly Parameters<typeof reconciliation.decide>[0][]) => {
  const events: ReconciliationEvent[] = [];
  for (const command of commands)
    events.push(
      ...reconciliation.decide(
        command,
        events.reduce(reconciliation.evolve, reconciliation.initialState),
      ),
    );
  return events;
};
const list = (offset: number, ...lines: readonly StatementLine[]) =>
  ({ type: 'ListLines', offset, lines }) as const;
const judged: JudgedLine = {
  key: 'in#bank-1',
  reference: 'bank-1',
  verdict: 'matched',
  bookedAt: line.bookedAt,
};
const conclude = {
  type: 'ConcludeReconciliation',
  counts: { matched: 2, 'missing-here': 0, 'missing-there': 0, 'amount-differs': 0, duplicate: 0 },
  continuous: true,
  openingCapital: 0n,
  houseSpent: 0n,
  openItems: new Map([['in#bank-2', 10_000n]]),
  at,
} as const;
const balanceBooks = {
  type: 'BalanceBooks',
  books: {
    customers: { ...noCustomers, available: 10_000n, wallets: 1 },
    suspense: 0n,
    openingCapital: 0n,
    houseSpent: 0n,
    inTransit: 10_000n,
    bank: 20_001n,
  },
  at,
} as const;

describe('a statement', () => {
  it('adds up and is of our own account', () => {
    expect(() => requireTotal(statement)).not.toThrow();
    expect(() => requireTotal({ ...statement, closing: 19_999n })).toThrow(
      expect.objectContaining({ code: 'statement.wrong-total' }),
    );
    expect(() => requireAccount(statement, statement.iban)).not.toThrow();
    expect(() => requireAccount(statement, 'DE89370400440532013000')).toThrow(
      expect.objectContaining({ code: 'statement.unknown-account' }),
    );
  });

  it('speaks until its end, or until we had it where its day was not over', () => {
    expect(spokenUntil({ to: statement.to, receivedAt: at })).toBe(statement.to);
    expect(spokenUntil({ to: at, receivedAt: statement.to })).toBe(statement.to);
  });
});

describe('a reconciliation', () => {
  it('takes a statement in once, and its lines in their order', () => {
    given()
      .when(receive)
      .thenLike({ type: 'StatementReceived', data: { lineCount: 2, closing: '200.00' } });
    const begun = history(receive, list(0, line));
    given(...begun)
      .when(receive)
      .thenNothing();
    given(...begun)
      .when({ ...receive, digest: 'another' })
      .thenRejects('statement.duplicate');
    given(...begun)
      .when(list(0, line))
      .thenNothing();
    given(...begun)
      .when(list(2, line))
      .thenNothing();
    const whole = history(receive, list(0, line), list(1, line));
    given(...whole)
      .when(receive)
      .thenRejects('statement.duplicate');
    given().when(list(0, line)).thenRejects('statement.unknown');
  });

  it('is compared when it is there whole, and summed up when it is compared', () => {
    const begun = history(receive, list(0, line));
    given(...begun)
      .when(conclude)
      .thenNothing();
    given(...begun)
      .when({ type: 'JudgeLines', offset: 0, lines: [judged] })
      .thenNothing();
    const whole = history(receive, list(0, line), list(1, line));
    given(...whole)
      .when({ type: 'JudgeLines', offset: 0, lines: [judged] })
      .thenLike({ type: 'StatementLinesJudged' });
    given(...whole)
      .when(balanceBooks)
      .thenNothing();
    given(...whole)
      .when(conclude)
      .thenLike({ data: { openItems: [{ key: 'in#bank-2', amount: '100.00' }] } });
    const compared = history(receive, list(0, line), list(1, line), conclude);
    given(...compared)
      .when(conclude)
      .thenNothing();
    given(...compared)
      .when(balanceBooks)
      .thenLike({ type: 'BooksBalanced', data: { difference: '0.01', asOf: statement.to } });
    given(
      ...compared,
      ...history(receive, list(0, line), list(1, line), conclude, balanceBooks).slice(-1),
    )
      .when(balanceBooks)
      .thenNothing();
  });

  it('of a day without payments is there at once', () => {
    const empty = { ...receive, statement: { ...statement, lines: [], closing: 0n } };
    expect(given().when(empty).state()).toMatchObject({ status: 'listed' });
  });
});
