/** What somebody typed, as one number without float, or why it is none. */
export type Typed =
  | { readonly kind: 'empty' }
  /** A plain decimal, "1000.5": no separators, no superfluous zeros. */
  | { readonly kind: 'number'; readonly text: string }
  /** It can be read in two ways, which only the person can tell apart: both, the larger first. */
  | { readonly kind: 'ambiguous'; readonly readings: readonly [string, string] }
  | { readonly kind: 'wrong'; readonly why: string };

const digitsMax = 15;

const wrong = (why: string): Typed => ({ kind: 'wrong', why });

/** Marks that people type or paste around an amount and that say nothing about it. */
const ornaments = /(?:€|EUR|eur|grams?|gr?\b)/g;
const groupSpaces = /(?<=\d)[\s’'_](?=\d)/g;

const isGrouped = (text: string, separator: string): boolean => {
  const [first = '', ...rest] = text.split(separator);
  return /^\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part));
};

/** "001.500" → "1.5" */
const plain = (whole: string, fraction: string): string => {
  const kept = fraction.replace(/0+$/, '');
  const units = whole.replace(/^0+(?=\d)/, '') || '0';
  return kept === '' ? units : `${units}.${kept}`;
};

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

const asNumber = ({ whole, fraction }: Parts, decimals: number): Typed => {
  const text = plain(whole, fraction);
  const [units = '', rest = ''] = text.split('.');
  if (units.length + decimals > digitsMax) return wrong('That is more than there is.');
  if (rest.length > decimals)
    return wrong(
      decimals === 0 ? 'No decimals here.' : `At most ${decimals} digits after the decimal mark.`,
    );
  return { kind: 'number', text };
};

/** A separator that stands once, three digits from the end: "1.250" is a thousand and more, or one and a quarter. */
const inTwoWays = (text: string, separator: string, decimals: number): Typed => {
  const [whole = '', fraction = ''] = text.split(separator);
  const large = asNumber({ whole: whole + fraction, fraction: '' }, decimals);
  const small = asNumber({ whole, fraction }, decimals);
  if (small.kind !== 'number') return large;
  if (large.kind !== 'number') return small;
  return { kind: 'ambiguous', readings: [large.text, small.text] };
};

const withOneMark = (text: string, mark: string, grouped: boolean, decimals: number): Typed => {
  const parts = text.split(mark);
  if (parts.length > 2)
    return !grouped && isGrouped(text, mark)
      ? asNumber({ whole: parts.join(''), fraction: '' }, decimals)
      : wrong('The separators do not fit. Type it like 1,000.50 or 1.000,50.');
  const [whole = '', fraction = ''] = parts;
  const couldGroup = !grouped && /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3;
  return couldGroup ? inTwoWays(text, mark, decimals) : asNumber({ whole, fraction }, decimals);
};

/** The last of two kinds of marks is the decimal one; the other must part thousands. */
const withBothMarks = (text: string, grouped: boolean, decimals: number): Typed => {
  const mark = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
  const [whole = '', fraction, ...more] = text.split(mark);
  const other = mark === '.' ? ',' : '.';
  if (grouped || more.length > 0 || fraction === undefined || !isGrouped(whole, other))
    return wrong('The separators do not fit. Type it like 1,000.50 or 1.000,50.');
  return asNumber({ whole: whole.replaceAll(other, ''), fraction }, decimals);
};

/**
 * Reads an amount as people write it anywhere: "1.000,50", "1,000.50", "1 000,50", "1’000.50", with a currency or unit
 * around it. What could mean two amounts is not guessed. `decimals` is how many digits may follow the decimal mark.
 */
export const parseTyped = (typed: string, decimals: number): Typed => {
  const bare = typed.normalize('NFKC').replaceAll(ornaments, '').trim();
  if (bare === '') return typed.trim() === '' ? { kind: 'empty' } : wrong('Type a number.');
  if (/^[-−(]/.test(bare)) return wrong('It must be more than nothing.');
  const spaced = bare.match(groupSpaces) !== null;
  if (spaced && !/^\d{1,3}([\s’'_]\d{3})+([.,]\d*)?$/.test(bare))
    return wrong('The spaces do not fit. Type it like 1 000,50.');
  const text = bare.replaceAll(groupSpaces, '');
  if (!/^[\d.,]+$/.test(text) || !/\d/.test(text))
    return wrong('Type a number, such as 250 or 99.50.');
  const [dot, comma] = [text.includes('.'), text.includes(',')];
  if (dot && comma) return withBothMarks(text, spaced, decimals);
  if (dot || comma) return withOneMark(text, dot ? '.' : ',', spaced, decimals);
  return asNumber({ whole: text, fraction: '' }, decimals);
};
