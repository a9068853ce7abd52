import { exponentOf } from '../../domain/shared/currencies.ts';
import { parseDecimal } from '../../domain/shared/decimal.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { malformed } from './xml.ts';

export interface AmountElement {
  readonly '#text': string;
  readonly '@_Ccy': string;
}

export type Direction = 'CRDT' | 'DBIT';

/**
 * Minor units of an amount in `currency`. Banks write "100", "100.0" and "100.000"; zeros beyond the currency's own
 * decimals are cut off, anything else there is refused. Throws `statement.wrong-total` for another currency.
 */
const minorUnits = (
  { '#text': text, '@_Ccy': written }: AmountElement,
  currency: string,
): bigint => {
  if (written !== currency)
    throw new Refusal(
      'statement.wrong-total',
      'An amount is in another currency than the account.',
      {
        currency: written.slice(0, 3),
      },
    );
  const decimals = exponentOf(currency);
  const [whole = '', fraction = ''] = text.trim().split('.');
  const kept = fraction.slice(0, decimals);
  const spare = fraction.slice(decimals);
  const units = parseDecimal(kept === '' ? whole : `${whole}.${kept}`, decimals);
  if (units === undefined || /[^0]/.test(spare)) throw malformed('An amount is no amount.');
  return units;
};

/** The same with a sign: negative when money left. */
export const signedAmount = (
  amount: AmountElement,
  direction: Direction,
  currency: string,
): bigint => {
  const units = minorUnits(amount, currency);
  return direction === 'CRDT' ? units : -units;
};

const spelling = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?)?$/;

/** ISO 8601 in UTC of a day or a time. A time without a zone is taken as UTC, a day as its midnight. */
export const instantOf = ({
  Dt,
  DtTm,
}: {
  readonly Dt?: string | undefined;
  readonly DtTm?: string | undefined;
}): string => {
  const text = (DtTm ?? Dt ?? '').trim();
  const [matched, zone] = spelling.exec(text) ?? [];
  const ms = Date.parse(text.includes('T') && zone === undefined ? `${text}Z` : text);
  if (matched === undefined || Number.isNaN(ms)) throw malformed('A date is no date.');
  return new Date(ms).toISOString();
};
