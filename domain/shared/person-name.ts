const transliterations: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'oe',
  å: 'aa',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** Forms of address that banks add and people leave out. */
const titles = new Set([
  'mr',
  'mrs',
  'ms',
  'herr',
  'frau',
  'dr',
  'prof',
  'mag',
  'ing',
  'dipl',
  'or',
  'und',
  'oder',
]);

const wordsOf = (name: string): readonly string[] =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !titles.has(word))
    .toSorted();

/** Two readings of a name: umlauts written out ("mueller") and accents dropped ("muller"). */
const readings = (name: string): readonly (readonly string[])[] => {
  const lower = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/['’`.]/g, (mark) => (mark === '.' ? ' ' : ''));
  const spelled = lower.replaceAll(
    /[^\p{ASCII}]/gu,
    (letter) => transliterations[letter] ?? letter,
  );
  const strip = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '');
  const folded = strip(lower).replaceAll(
    /[^\p{ASCII}]/gu,
    (letter) => transliterations[letter] ?? letter,
  );
  return [wordsOf(strip(spelled)), wordsOf(folded)];
};

const covers = (all: readonly string[], some: readonly string[]): boolean =>
  some.every((word) => all.includes(word));

/** First and last name at least: one shared word proves nothing. */
const sharedWordsMin = 2;

/**
 * Whether two spellings can be one person's name: case, order, accents, umlauts, punctuation and titles do not count,
 * and one side may leave out middle names. A name of one word must be the same on both sides.
 */
export const sameName = (one: string, other: string): boolean =>
  readings(one).some((left) =>
    readings(other).some((right) => {
      const [few, many] = left.length <= right.length ? [left, right] : [right, left];
      if (few.length === 0) return false;
      return covers(many, few) && (few.length >= sharedWordsMin || many.length === few.length);
    }),
  );
