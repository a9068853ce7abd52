import type { BankLedger } from './ledger.ts';
import { type Entry, entriesBefore, formatted, signed } from './statement-entries.ts';
import { type Mistake, mistaken } from './statement-mistakes.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

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
  readonly mistake: Mistake;
}

const dayMs = 86_400_000;
/** A tenth of a unit, in thousandths. */
const wrongBy = 100n;

const sum = (entries: readonly Entry[]) =>
  entries.reduce((total, entry) => total + signed(entry), 0n);

const statementOf = (
  { date, iban, createdAtMs, mistake }: StatementOptions,
  currency: string,
  booked: readonly Entry[],
): readonly string[] => {
  const startMs = Date.parse(`${date}T00:00:00Z`);
  const endMs = Math.min(startMs + dayMs - 1, createdAtMs);
  const own = booked.filter((entry) => entry.currency === currency);
  const today = mistaken(
    own.filter((entry) => entry.atMs >= startMs),
    mistake,
  );
  const opening = sum(own.filter((entry) => entry.atMs < startMs));
  const closing = opening + sum(today) + (mistake === 'wrong-total' ? wrongBy : 0n);
  const created = new Date(createdAtMs).toISOString();
  const end = new Date(endMs).toISOString();
  // A day that is not over yet can be asked for again, and is another statement each time.
  const part = endMs < startMs + dayMs - 1 ? `-${end.slice(11, 23).replaceAll(/\D/g, '')}` : '';
  return [
    `<Stmt><Id>ASSAY-${date}-${currency}${part}</Id><CreDtTm>${created}</CreDtTm>`,
    `<FrToDt><FrDtTm>${date}T00:00:00.000Z</FrDtTm><ToDtTm>${end}</ToDtTm></FrToDt>`,
    `<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    balanceXml('OPBD', opening, currency, date),
    balanceXml('CLBD', closing, currency, date),
    ...today.map((entry) => entryXml(entry, date)),
    '</Stmt>',
  ];
};

/**
 * The account's statements of one day (ISO 20022, camt.053.001.08), one for each currency that it ever held: balance
 * before, booked entries in order, balance after. Of a day that is not over, until now.
 */
export const statementXml = (options: StatementOptions): string => {
  const { ledger, date, currency, createdAtMs } = options;
  const endMs = Date.parse(`${date}T00:00:00Z`) + dayMs;
  const booked = entriesBefore(ledger, endMs);
  const currencies = new Set([currency, ...booked.map((entry) => entry.currency)]);
  const created = new Date(createdAtMs).toISOString();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>ASSAY-${date}</MsgId><CreDtTm>${created}</CreDtTm></GrpHdr>`,
    ...[...currencies].flatMap((each) => statementOf(options, each, booked)),
    '</BkToCstmrStmt></Document>',
    '',
  ].join('\n');
};
