import type { Random } from '../kernel/random.ts';

/** `GenerateSecretString` of a template. */
export interface Generation {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

const lengthDefault = 32;
const lengthMax = 4096;

const alphabets = (wanted: Generation): string[] => {
  const excluded = new Set(wanted.ExcludeCharacters ?? '');
  const classes = [
    wanted.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    wanted.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    wanted.ExcludeNumbers ? '' : '0123456789',
    wanted.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    wanted.IncludeSpace ? ' ' : '',
  ];
  return classes
    .map((letters) => [...letters].filter((letter) => !excluded.has(letter)).join(''))
    .filter((letters) => letters !== '');
};

/** Uniform in [0, below); bytes that would favour some values are drawn again. */
const draw = (random: Random, below: number): number => {
  const limit = 256 - (256 % below);
  for (;;) {
    const [byte = 0] = random.bytes(1);
    if (byte < limit) return byte % below;
  }
};

const password = (random: Random, wanted: Generation): string => {
  const length = Number(wanted.PasswordLength ?? lengthDefault);
  const classes = alphabets(wanted);
  if (!Number.isInteger(length) || length < 1 || length > lengthMax || classes.length === 0)
    throw new Error(
      `No password of length ${length} can be made from what is left of the alphabet.`,
    );
  const pick = (letters: string) => letters[draw(random, letters.length)] as string;
  const required = wanted.RequireEachIncludedType === false ? [] : classes.map(pick);
  const all = classes.join('');
  const letters = [...required];
  while (letters.length < length) letters.push(pick(all));
  for (let at = letters.length - 1; at > 0; at--) {
    const other = draw(random, Math.min(at + 1, 256));
    [letters[at], letters[other]] = [letters[other] as string, letters[at] as string];
  }
  return letters.slice(0, length).join('');
};

/** A secret's first value: a password, or the template's JSON object with the password under its key. */
export const generateSecret = (random: Random, wanted: Generation): string => {
  const made = password(random, wanted);
  const { SecretStringTemplate: template, GenerateStringKey: key } = wanted;
  if (template === undefined || key === undefined) return made;
  return JSON.stringify({ ...(JSON.parse(template) as object), [key]: made });
};
