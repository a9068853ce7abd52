/** A statement of one day, of whatever amounts (minor units, negative when money left). */
export interface Written {
  readonly id?: string;
  readonly iban?: string;
  readonly currency?: string;
  readonly opening?: bigint;
  /** What the entries make of the opening balance, unless told otherwise. */
  readonly closing?: bigint;
  readonly amounts?: readonly bigint[];
}

const decimal = (minor: bigint): string => {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const direction = (minor: bigint): string => (minor < 0n ? 'DBIT' : 'CRDT');

export const statementXml = ({
  id = 'STMT-1',
  iban = 'IE29AIBK93115212345678',
  currency = 'EUR',
  opening = 0n,
  amounts = [],
  closing = amounts.reduce((sum, amount) => sum + amount, opening),
}: Written): string => {
  const balance = (code: string, amount: bigint) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${decimal(amount)}</Amt>` +
    `<CdtDbtInd>${direction(amount)}</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>`;
  const entries = amounts.map(
    (amount, index) =>
      `<Ntry><Amt Ccy="${currency}">${decimal(amount)}</Amt><CdtDbtInd>${direction(amount)}</CdtDbtInd>` +
      `<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-11-23T10:00:00.000Z</DtTm></BookgDt>` +
      `<AcctSvcrRef>reference-${index}</AcctSvcrRef></Ntry>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    `<Stmt><Id>${id}</Id><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    balance('OPBD', opening),
    balance('CLBD', closing),
    ...entries,
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n');
};
