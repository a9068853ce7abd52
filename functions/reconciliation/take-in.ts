import { createHash } from 'node:crypto';
import { reconciliationFolding } from '../../domain/reconciliation/folding.ts';
import {
  requireAccount,
  type Statement,
  type StatementLine,
} from '../../domain/reconciliation/statement.ts';
import { listLines, receiveStatement } from '../../domain/reconciliation/taking-in.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { required } from '../shared/env.ts';
import { metric } from '../shared/log.ts';
import { ensurePersonKey } from '../shared/seal/person-keys.ts';
import { execute } from '../shared/store/execute.ts';
import type { Cause } from '../shared/store/types.ts';
import { derivedId } from '../shared/uuid.ts';
import { reconciliationStream } from './reconciliation-stream.ts';
import { textOfState } from './text-of-state.ts';

/** Lines of one event: what is sealed of them grows by a third, and ten events travel to the bus in one call. */
const eventBytesMax = 12_000;
const eventLinesMax = 50;

/** Runs of lines that fit into an event each. */
const runsOf = (lines: readonly StatementLine[]): StatementLine[][] => {
  const runs: StatementLine[][] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(textOfState(line));
    const last = runs.at(-1);
    if (last === undefined || last.length >= eventLinesMax || bytes + size > eventBytesMax) {
      runs.push([line]);
      bytes = size;
    } else {
      last.push(line);
      bytes += size;
    }
  }
  return runs;
};

export interface Origin {
  readonly source: 'upload' | 'bank';
  readonly receivedBy: string;
  readonly cause: Cause;
}

const receive = async (
  statement: Statement,
  reconciliationId: string,
  { source, receivedBy, cause }: Origin,
): Promise<void> => {
  const stream = reconciliationStream(reconciliationId);
  const digest = createHash('sha256').update(textOfState(statement)).digest('base64url');
  const { at } = cause;
  const [first = [], ...rest] = runsOf(statement.lines);
  let offset = first.length;
  await execute({
    cause: { ...cause, commandId: derivedId(cause.commandId, reconciliationId) },
    participants: [
      {
        folding: reconciliationFolding,
        stream,
        decide: (state) => {
          const received = receiveStatement(
            {
              type: 'ReceiveStatement',
              reconciliationId,
              statement,
              digest,
              source,
              receivedBy,
              at,
            },
            state,
          );
          const after = received.reduce(reconciliationFolding.evolve, state);
          const listed = { type: 'ListLines', offset: 0, lines: first } as const;
          return [...received, ...listLines(listed, after)];
        },
      },
    ],
  });
  for (const lines of rest) {
    const from = offset;
    await execute({
      cause: { ...cause, commandId: derivedId(cause.commandId, reconciliationId, `${from}`) },
      participants: [
        {
          folding: reconciliationFolding,
          stream,
          decide: (state) => listLines({ type: 'ListLines', offset: from, lines }, state),
        },
      ],
    });
    offset += lines.length;
  }
};

/** A statement that was taken in, or had been before. */
export interface TakenIn {
  readonly reconciliationId: string;
  readonly statementId: string;
  readonly status: 'received' | 'duplicate';
}

/**
 * Stores a statement of our account once: the comparison follows. One that broke off half-way is completed by the next
 * try. Throws `statement.unknown-account`.
 */
export const takeIn = async (statement: Statement, origin: Origin): Promise<TakenIn> => {
  requireAccount(statement, required('depositIban'));
  const { statementId, iban, currency } = statement;
  const reconciliationId = derivedId('statement', iban, currency, statementId);
  const known = { reconciliationId, statementId };
  try {
    await ensurePersonKey(reconciliationId);
    await receive(statement, reconciliationId, origin);
    metric('StatementsReceived', 1, 'Count', { source: origin.source });
    return { ...known, status: 'received' };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'statement.duplicate')
      return { ...known, status: 'duplicate' };
    throw error;
  }
};
