import * as z from 'zod/mini';

/**
 * What is read of a camt.053 document, versions 001.02 to 001.08 (ISO 20022, Bank-to-Customer Statement). Banks send much
 * more; all else is passed over.
 */
const textLengthMax = 500;

const withoutAttributes = (given: unknown): unknown =>
  typeof given === 'object' && given !== null && '#text' in given ? given['#text'] : given;

/** The text of an element, whether or not it has attributes. */
const Text = z.pipe(z.transform(withoutAttributes), z.string().check(z.maxLength(textLengthMax)));
const maybe = z.optional;

const Amount = z.object({ '#text': z.string().check(z.maxLength(30)), '@_Ccy': z.string() });
const Direction = z.pipe(z.transform(withoutAttributes), z.enum(['CRDT', 'DBIT']));
const Flag = z.pipe(z.transform(withoutAttributes), z.enum(['true', 'false', '1', '0']));
const Moment = z.object({ Dt: maybe(Text), DtTm: maybe(Text) });

const Balance = z.object({
  Tp: z.object({ CdOrPrtry: z.object({ Cd: maybe(Text) }) }),
  Amt: Amount,
  CdtDbtInd: Direction,
  Dt: Moment,
});

/** The name stands in the party itself before 001.08 and in a `Pty` below it since. */
const Named = z.union([
  z.object({ Nm: maybe(Text), Pty: maybe(z.object({ Nm: maybe(Text) })) }),
  z.literal(''),
]);
const Account = z.object({ Id: z.object({ IBAN: maybe(Text) }) });

const Parties = z.object({
  Dbtr: maybe(Named),
  DbtrAcct: maybe(Account),
  Cdtr: maybe(Named),
  CdtrAcct: maybe(Account),
});

const Remittance = z.object({
  Ustrd: maybe(z.array(Text)),
  Strd: maybe(
    z.array(
      z.union([
        z.object({ CdtrRefInf: maybe(z.union([z.object({ Ref: maybe(Text) }), z.literal('')])) }),
        z.literal(''),
      ]),
    ),
  ),
});

const Details = z.object({
  Refs: maybe(
    z.union([
      z.object({ AcctSvcrRef: maybe(Text), EndToEndId: maybe(Text), TxId: maybe(Text) }),
      z.literal(''),
    ]),
  ),
  /** Since 001.04; before, the amount stands in AmtDtls. */
  Amt: maybe(Amount),
  AmtDtls: maybe(z.object({ TxAmt: maybe(z.object({ Amt: Amount })) })),
  CdtDbtInd: maybe(Direction),
  RltdPties: maybe(z.union([Parties, z.literal('')])),
  RmtInf: maybe(z.union([Remittance, z.literal('')])),
});
export type Details = z.infer<typeof Details>;

const Entry = z.object({
  NtryRef: maybe(Text),
  Amt: Amount,
  CdtDbtInd: Direction,
  RvslInd: maybe(Flag),
  /** A code alone before 001.07, a choice since. */
  Sts: z.union([z.object({ Cd: maybe(Text) }), Text]),
  BookgDt: maybe(Moment),
  ValDt: maybe(Moment),
  AcctSvcrRef: maybe(Text),
  AddtlNtryInf: maybe(Text),
  NtryDtls: maybe(
    z.array(
      z.union([
        z.object({ TxDtls: maybe(z.array(z.union([Details, z.literal('')]))) }),
        z.literal(''),
      ]),
    ),
  ),
});
export type Entry = z.infer<typeof Entry>;

const StatementElement = z.object({
  Id: Text,
  FrToDt: maybe(z.object({ FrDtTm: maybe(Text), ToDtTm: maybe(Text) })),
  Acct: z.object({ Id: z.object({ IBAN: maybe(Text) }), Ccy: maybe(Text) }),
  Bal: z.array(Balance),
  Ntry: maybe(z.array(Entry)),
});
export type StatementElement = z.infer<typeof StatementElement>;

export const Camt053 = z.object({
  Document: z.object({ BkToCstmrStmt: z.object({ Stmt: z.array(StatementElement) }) }),
});
