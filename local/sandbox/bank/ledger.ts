import type { Storage } from '../../kernel/storage.ts';

/** Money that came in: booked, and never changed again. */
export interface Transaction {
  readonly bankTransactionId: string;
  /** What the payer wrote as the payment's reference. */
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  readonly debtor: { readonly name: string; readonly iban: string };
  readonly bookedAtMs: number;
}

export type TransferStatus = 'processing' | 'completed' | 'failed' | 'returned';

/** Money that goes out. */
export interface Transfer {
  readonly bankTransferId: string;
  readonly endToEndId: string;
  readonly amount: string;
  readonly currency: string;
  readonly creditor: { readonly name: string; readonly iban: string };
  readonly remittance: string;
  readonly status: TransferStatus;
  readonly reason: string | null;
  readonly createdAtMs: number;
  /** When money left, null until it did. */
  readonly completedAtMs: number | null;
  /** When it came back, null unless it did. */
  readonly returnedAtMs: number | null;
  /** What the bank does with it next, and when; null when nothing more happens. */
  readonly next: { readonly status: TransferStatus; readonly dueMs: number } | null;
}

const schema = `
  CREATE TABLE IF NOT EXISTS sandbox_bank_transactions (
    id TEXT PRIMARY KEY, booked_ms INTEGER NOT NULL, json TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS sandbox_bank_booked ON sandbox_bank_transactions (booked_ms);
  CREATE TABLE IF NOT EXISTS sandbox_bank_transfers (
    id TEXT PRIMARY KEY, end_to_end_id TEXT NOT NULL UNIQUE, created_ms INTEGER NOT NULL, due_ms INTEGER,
    json TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS sandbox_bank_due ON sandbox_bank_transfers (due_ms) WHERE due_ms IS NOT NULL;
`;

type Row = Record<string, unknown>;
const parsed = <Value>(row: Row | undefined): Value | undefined =>
  row === undefined ? undefined : (JSON.parse(String(row['json'])) as Value);
const parsedAll = <Value>(rows: readonly Row[]): readonly Value[] =>
  rows.map((row) => JSON.parse(String(row['json'])) as Value);

/** The bank's books. */
export const createBankLedger = (storage: Storage) => {
  storage.db.exec(schema);
  const prepare = (sql: string) => storage.db.prepare(sql);
  const insert = prepare('INSERT INTO sandbox_bank_transactions VALUES (?, ?, ?)');
  const byId = prepare('SELECT json FROM sandbox_bank_transactions WHERE id = ?');
  const latest = prepare(
    'SELECT json FROM sandbox_bank_transactions ORDER BY booked_ms DESC, rowid DESC LIMIT ?',
  );
  const before = prepare(
    'SELECT json FROM sandbox_bank_transactions WHERE booked_ms < ? ORDER BY booked_ms, rowid',
  );
  const put = prepare(
    `INSERT INTO sandbox_bank_transfers VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET due_ms = excluded.due_ms, json = excluded.json`,
  );
  const transferById = prepare('SELECT json FROM sandbox_bank_transfers WHERE id = ?');
  const byEndToEnd = prepare('SELECT json FROM sandbox_bank_transfers WHERE end_to_end_id = ?');
  const transfers = prepare('SELECT json FROM sandbox_bank_transfers ORDER BY created_ms, rowid');
  const due = prepare('SELECT json FROM sandbox_bank_transfers WHERE due_ms <= ? ORDER BY due_ms');
  const earliest = prepare('SELECT MIN(due_ms) AS due FROM sandbox_bank_transfers');
  return {
    book: (transaction: Transaction): void => {
      storage.begin();
      insert.run(
        transaction.bankTransactionId,
        transaction.bookedAtMs,
        JSON.stringify(transaction),
      );
    },
    transaction: (id: string) => parsed<Transaction>(byId.get(id)),
    /** Newest first. */
    latestTransactions: (limit: number) => parsedAll<Transaction>(latest.all(limit)),
    /** Oldest first. */
    transactionsBefore: (ms: number) => parsedAll<Transaction>(before.all(ms)),
    /** Writes a new transfer, or an old one's next state. */
    putTransfer: (transfer: Transfer): void => {
      storage.begin();
      put.run(
        transfer.bankTransferId,
        transfer.endToEndId,
        transfer.createdAtMs,
        transfer.next?.dueMs ?? null,
        JSON.stringify(transfer),
      );
    },
    transfer: (id: string) => parsed<Transfer>(transferById.get(id)),
    transferByEndToEndId: (id: string) => parsed<Transfer>(byEndToEnd.get(id)),
    transfers: () => parsedAll<Transfer>(transfers.all()),
    transfersDue: (nowMs: number) => parsedAll<Transfer>(due.all(nowMs)),
    nextDueMs: (): number | undefined => (earliest.get()?.['due'] as number | null) ?? undefined,
  };
};

export type BankLedger = ReturnType<typeof createBankLedger>;
