import type { Party, StatementLine } from '../../domain/reconciliation/statement.ts';
import { formatMoney } from '../../domain/shared/money.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { Details, Entry } from './camt053-schema.ts';
import { type Direction, instantOf, signedAmount } from './values.ts';
import { malformed } from './xml.ts';

/** What ISO 20022 writes where the payer gave no id. */
const notProvided = 'NOTPROVIDED';
const referenceLengthMax = 64;

const present = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim();
  return trimmed === '' || trimmed === undefined || trimmed === notProvided ? undefined : trimmed;
};

const object = <Value extends object>(value: Value | '' | undefined): Value | undefined =>
  value === '' ? undefined : value;

const partyOf = (details: Details | undefined, direction: Direction): Party => {
  const parties = object(details?.RltdPties);
  const other = object(direction === 'CRDT' ? parties?.Dbtr : parties?.Cdtr);
  const account = direction === 'CRDT' ? parties?.DbtrAcct : parties?.CdtrAcct;
  const remittance = object(details?.RmtInf);
  const structured = (remittance?.Strd ?? []).map((each) => object(object(each)?.CdtrRefInf)?.Ref);
  return {
    name: (present(other?.Nm) ?? present(other?.Pty?.Nm) ?? '').slice(0, 200),
    iban: (present(account?.Id.IBAN) ?? '').replaceAll(' ', '').slice(0, 34),
    remittance: [...(remittance?.Ustrd ?? []), ...structured]
      .filter((text) => text !== undefined && text !== '')
      .join(' ')
      .slice(0, 500),
  };
};

/** Characters that an id of ours may hold; a bank's others become dashes. */
const asReference = (text: string): string =>
  text.replaceAll(/[^\w.:/-]/g, '-').slice(0, referenceLengthMax);

const lineOf = (
  entry: Entry,
  details: Details | undefined,
  amount: bigint,
  reference: string,
): StatementLine => {
  const refs = object(details?.Refs);
  return {
    reference: asReference(reference),
    endToEndId: (present(refs?.EndToEndId) ?? '').slice(0, referenceLengthMax),
    amount,
    bookedAt: instantOf(entry.BookgDt ?? entry.ValDt ?? {}),
    reversal: entry.RvslInd === 'true' || entry.RvslInd === '1',
    party: partyOf(details, amount < 0n ? 'DBIT' : 'CRDT'),
  };
};

const ownReference = (entry: Entry): string => {
  const reference = present(entry.AcctSvcrRef) ?? present(entry.NtryRef);
  if (reference === undefined) throw malformed('An entry has no reference of the bank.');
  return reference;
};

const detailReference = (details: Details): string | undefined => {
  const refs = object(details.Refs);
  return present(refs?.AcctSvcrRef) ?? present(refs?.TxId);
};

const statusOf = ({ Sts }: Entry): string | undefined => (typeof Sts === 'string' ? Sts : Sts.Cd);

const amountOf = ({ Amt, AmtDtls }: Details) => Amt ?? AmtDtls?.TxAmt?.Amt;

/** Throws `statement.wrong-total` unless the parts of a batch make its whole. */
const batchLines = (
  entry: Entry,
  parts: readonly Details[],
  total: bigint,
  currency: string,
): StatementLine[] => {
  const references = parts.map(detailReference);
  const lines = parts.map((details, index) => {
    const written = amountOf(details);
    if (written === undefined) throw malformed('A payment of a batch has no amount.');
    const amount = signedAmount(written, details.CdtDbtInd ?? entry.CdtDbtInd, currency);
    const own = references[index];
    const isAlone = references.filter((each) => each === own).length === 1;
    // Without an id of its own, its place in the batch is one.
    const reference =
      own !== undefined && isAlone ? own : `${own ?? ownReference(entry)}/${index + 1}`;
    return lineOf(entry, details, amount, reference);
  });
  const computed = lines.reduce((sum, { amount }) => sum + amount, 0n);
  if (computed !== total)
    throw new Refusal('statement.wrong-total', 'The payments of a batch do not make its amount.', {
      reference: ownReference(entry).slice(0, referenceLengthMax),
      computed: formatMoney(computed, currency),
      stated: formatMoney(total, currency),
    });
  return lines;
};

/**
 * The payments of an entry: one for each of a batch's, or the entry as a whole where the bank does not part it. What is
 * only pending or information is none.
 */
export const linesOf = (entry: Entry, currency: string): readonly StatementLine[] => {
  if (statusOf(entry) !== 'BOOK') return [];
  const total = signedAmount(entry.Amt, entry.CdtDbtInd, currency);
  const parts = (entry.NtryDtls ?? [])
    .flatMap((each) => object(each)?.TxDtls ?? [])
    .map((details) => object(details) ?? {});
  const [only] = parts;
  const divided = parts.length > 1 && parts.every((details) => amountOf(details) !== undefined);
  if (divided) return batchLines(entry, parts, total, currency);
  const details = parts.length === 1 ? only : undefined;
  const own = present(entry.AcctSvcrRef);
  return [
    lineOf(
      entry,
      details,
      total,
      (details && detailReference(details)) ?? own ?? ownReference(entry),
    ),
  ];
};
