import type { BankLedger } from './ledger.ts';

/** One booked movement of the account; `minor` is signed, in thousandths so that every currency fits. */
interface Entry {
  readonly id: string;
  readonly endToEndId: string;
  readonly amount: string;
  readonly currency: string;
  readonly credit: boolean;
  readonly atMs: number;
  readonly counterparty: { readonly name: string; readonly iban: string };
  readonly remittance: string;
}

const scale = 3;
const thousandths = (amount: string): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
};
const signed = (entry: Entry): bigint =>
  entry.credit ? thousandths(entry.amount) : -thousandths(entry.amount);
const formatted = (value: bigint): string => {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/0$/, '');
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const entriesBefore = (ledger: BankLedger, endMs: number): readonly Entry[] => {
  const incoming = ledger.transactionsBefore(endMs).map(
    (transaction): Entry => ({
      id: transaction.bankTransactionId,
      endToEndId: 'NOTPROVIDED',
      amount: transaction.amount,
      currency: transaction.currency,
      credit: true,
      atMs: transaction.bookedAtMs,
      counterparty: transaction.debtor,
      remittance: transaction.reference,
    }),
  );
  const outgoing = ledger.transfers().flatMap((transfer): readonly Entry[] => {
    const { bankTransferId, endToEndId, amount, currency, creditor, remittance } = transfer;
    const entry = { endToEndId, amount, currency, counterparty: creditor, remittance };
    const { completedAtMs, returnedAtMs } = transfer;
    return [
      ...(completedAtMs === null
        ? []
        : [{ ...entry, id: bankTransferId, credit: false, atMs: completedAtMs }]),
      ...(returnedAtMs === null
        ? []
        : [{ ...entry, id: `${bankTransferId}-return`, credit: true, atMs: returnedAtMs }]),
    ];
  });
  return [...incoming, ...outgoing]
    .filter((entry) => entry.atMs < endMs)
    .sort((a, b) => a.atMs - b.atMs || a.id.localeCompare(b.id));
};

const indicator = (credit: boolean) => (credit ? 'CRDT' : 'DBIT');

const balanceXml = (code: string, total: bigint, currency: string, date: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${formatted(total)}</Amt>` +
  `<CdtDbtInd>${indicator(total >= 0n)}</CdtDbtInd><Dt><Dt>${date}</Dt></Dt></Bal>`;

const entryXml = (entry: Entry, date: string): string => {
  const role = entry.credit ? 'Dbtr' : 'Cdtr';
  const { name, iban } = entry.counterparty;
  return (
    `<Ntry><NtryRef>${escaped(entry.id)}</NtryRef><Amt Ccy="${entry.currency}">${entry.amount}</Amt>` +
    `<CdtDbtInd>${indicator(entry.credit)}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
    `<BookgDt><DtTm>${new Date(entry.atMs).toISOString()}</DtTm></BookgDt><ValDt><Dt>${date}</Dt></ValDt>` +
    `<AcctSvcrRef>${escaped(entry.id)}</AcctSvcrRef><BkTxCd><Prtry><Cd>TRANSFER</Cd></Prtry></BkTxCd>` +
    `<NtryDtls><TxDtls><Refs><AcctSvcrRef>${escaped(entry.id)}</AcctSvcrRef>` +
    `<EndToEndId>${escaped(entry.endToEndId)}</EndToEndId></Refs><RltdPties><${role}><Pty><Nm>${escaped(name)}</Nm></Pty></${role}>` +
    `<${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct></RltdPties>` +
    `<RmtInf><Ustrd>${escaped(entry.remittance)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
  );
};

export interface StatementOptions {
  readonly ledger: BankLedger;
  /** A UTC day, `2026-11-23`. */
  readonly date: string;
  readonly iban: string;
  readonly currency: string;
  readonly createdAtMs: number;
}

const dayMs = 86_400_000;

/**
 * The account's statement of one day (ISO 20022, camt.053.001.08): balance before, booked entries in order, balance
 * after. Entries in another currency than the account's are listed and do not count in its balances.
 */
export const statementXml = (options: StatementOptions): string => {
  const { ledger, date, iban, currency, createdAtMs } = options;
  const startMs = Date.parse(`${date}T00:00:00Z`);
  const entries = entriesBefore(ledger, startMs + dayMs);
  const today = entries.filter((entry) => entry.atMs >= startMs);
  const total = (some: readonly Entry[]) =>
    some.filter((entry) => entry.currency === currency).reduce((sum, e) => sum + signed(e), 0n);
  const closing = total(entries);
  const created = new Date(createdAtMs).toISOString();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>ASSAY-${date}</MsgId><CreDtTm>${created}</CreDtTm></GrpHdr>`,
    `<Stmt><Id>ASSAY-${date}</Id><CreDtTm>${created}</CreDtTm>`,
    `<FrToDt><FrDtTm>${date}T00:00:00.000Z</FrDtTm><ToDtTm>${date}T23:59:59.999Z</ToDtTm></FrToDt>`,
    `<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    balanceXml('OPBD', closing - total(today), currency, date),
    balanceXml('CLBD', closing, currency, date),
    ...today.map((entry) => entryXml(entry, date)),
    '</Stmt></BkToCstmrStmt></Document>',
    '',
  ].join('\n');
};
