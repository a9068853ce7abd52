import type { Chance } from './chance.ts';

/** Text that has broken other people's software. */
const hostileTexts: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  '-0.01',
  '1e3',
  'NaN',
  'Infinity',
  '100n',
  '~-100n',
  '1,000.50',
  '1.000,50',
  '١٢٣',
  '0x10',
  '00.10',
  '.5',
  '5.',
  '0.000000000000001',
  '99999999999999999999999999',
  '9007199254740993.00',
  'null',
  'undefined',
  'true',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  'a\u0000b',
  '\u0007\u001b[31m',
  '\ud800',
  '\u202e\u200b',
  'Zoë 🪙 İ ẞ ﷺ',
  'ﬀ'.repeat(300),
  'x'.repeat(5_000),
  '../../etc/passwd',
  '..%2f..%2f',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '\u0024{jndi:ldap://x}',
  '{{7*7}}',
  'sealed:abc',
  'sealed@0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11:abc',
  'lot#1',
  '2026-02-30',
  '2026-13-01T00:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '2026-11',
  '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11',
  '00000000-0000-0000-0000-000000000000',
  'DE89370400440532013000',
  'DE00000000000000000000',
  'a@b.cd',
  'EUR',
  'XXX',
];

const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

/** Anything that is not what was asked for. */
export const hostile = (chance: Chance): unknown => {
  const text = chance.one(hostileTexts);
  return chance.one<unknown>([
    text,
    text,
    text,
    text,
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER,
    [],
    [text],
    {},
    { amount: text },
    { toString: text },
    nested(60),
    Array.from({ length: 500 }, () => text.slice(0, 8)),
  ]);
};

export const hostileText = (chance: Chance): string => chance.one(hostileTexts);

/** A JSON schema, as far as the document uses them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Ordinary text for a field, by its name: what a pattern asks for is guessed from what the field is called. */
const ordinary: readonly (readonly [name: RegExp, value: string])[] = [
  [/email/i, 'fuzz@example.com'],
  [/password/i, 'Correct-Horse-9'],
  [/iban/i, 'DE89370400440532013000'],
  [/country/i, 'DE'],
  [/currency/i, 'EUR'],
  [/grams/i, '0.0100'],
  [/amount|target|price|threshold|cost/i, '10.00'],
  [/month/i, '2026-10'],
  [/deadline|from|to$|until|asof|at$|^on$/i, '2026-12-24T10:00:00.000Z'],
  [/id$/i, '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11'],
  [/stream/i, 'wallet-0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11'],
  [/phone/i, '+4915112345678'],
  [/weight/i, '401.125'],
  [/fineness/i, '0.9999'],
];

const ordinaryText = (name: string, { format }: Schema): string => {
  if (format === 'uuid') return '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11';
  if (format === 'date') return '2026-10-01';
  return ordinary.find(([pattern]) => pattern.test(name))?.[1] ?? 'ordinary text';
};

/** A value that the schema probably takes. */
export const valid = (chance: Chance, schema: Schema, name: string): unknown => {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return valid(chance, chance.one(choices), name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return chance.one(schema.enum);
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'object' || schema.properties !== undefined)
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([field]) => schema.required?.includes(field) || chance.odds(3))
        .map(([field, of]) => [field, valid(chance, of, field)]),
    );
  if (type === 'array') return [valid(chance, schema.items ?? {}, name)];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return chance.odds(2);
  return ordinaryText(name, schema);
};
