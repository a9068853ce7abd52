/**
 * Text in the one encoding that the standard fonts of PDF can show: WinAnsi, which is Windows-1252 (ISO 32000-1, annex
 * D). What it lacks is written in Latin letters, as passports do: accents go, and letters without a Latin original are
 * transliterated (ICAO Doc 9303-3, section 6, Cyrillic and Latin; ISO 843 / ELOT 743 for Greek).
 */
const decoder = new TextDecoder('windows-1252');
const bytes = new Map(
  Array.from({ length: 224 }, (_, index) => index + 32)
    // ISO 32000 leaves these five undefined.
    .filter((byte) => ![0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte))
    .map((byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
);

/** Lower-case letter and its Latin spelling; capitals follow. */
const spellings = new Map(
  (
    'ł l đ d ħ h ı i ĸ k ŋ n ŧ t ə e ĳ ij ŀ l ŉ n ſ s ' +
    'а a б b в v г g ґ g д d е e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ' +
    'ъ ie ы y ь  э e ю iu я ia є ie і i ї i ј j љ lj њ nj ћ c ђ d џ dz ѓ g ќ k ѕ dz ' +
    'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o'
  )
    .match(/\S+ \S*/g)
    ?.map((pair) => pair.split(' ') as [string, string]),
);

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const spelt = (letter: string): string => {
  if (bytes.has(letter)) return letter;
  const lower = letter.toLowerCase();
  const spelling = spellings.get(lower);
  if (spelling === undefined) return /\s/.test(letter) ? ' ' : '?';
  return letter === lower ? spelling : capitalised(spelling);
};

const romanised = (character: string): string =>
  [...character.normalize('NFD').replaceAll(/\p{M}/gu, '')].map(spelt).join('');

/** `text` in WinAnsi, one byte a character. Never throws: what nobody can spell becomes a question mark. */
export const winAnsi = (text: string): Uint8Array =>
  Uint8Array.from(
    [...text.normalize('NFC')]
      .map((character) => (bytes.has(character) ? character : romanised(character)))
      .join(''),
    (character) => bytes.get(character) ?? 0x3f,
  );
