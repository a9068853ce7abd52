import { isValidIBAN } from 'ibantools';
import * as z from 'zod/mini';
import { Problem } from './answers.ts';

/** Reads a JSON body by a schema. Throws a `Problem` that names each wrong member, with an example of a right body. */
export const bodyOf = <Output>(
  schema: z.core.$ZodType<Output>,
  body: string,
  example: unknown,
): Output => {
  const hint = `Send JSON such as ${JSON.stringify(example)}.`;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Problem(400, 'sandbox.malformed', `The body is not JSON. ${hint}`);
  }
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw new Problem(400, 'sandbox.invalid', `The body is not what this takes. ${hint}`, {
    faults: parsed.error.issues.map(({ path, message }) => ({
      path: path.map(String).join('.'),
      message,
    })),
  });
};

const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of `500ms`, `30s`, `90m`, `24h` or `7d`; undefined of anything else. */
export const durationMs = (text: string): number | undefined => {
  const [, count, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  return count === undefined || unit === undefined
    ? undefined
    : Number(count) * (unitsMs[unit] as number);
};

/** Digits after the point where they are not two (ISO 4217). */
const exponents: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, BHD: 3, KWD: 3 };

/** `1000`, `1000.5` and `1000.50` of EUR are all `1000.50`; undefined of what is no positive amount of the currency. */
const normalAmount = (amount: string, currency: string): string | undefined => {
  const exponent = exponents[currency] ?? 2;
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined || fraction.length > exponent || !/[1-9]/.test(amount)) return undefined;
  const units = BigInt(whole);
  return exponent === 0 ? String(units) : `${units}.${fraction.padEnd(exponent, '0')}`;
};

const text = (max: number, what: string) =>
  z
    .string(`${what}, as text`)
    .check(
      z.trim(),
      z.minLength(1, `${what} is empty`),
      z.maxLength(max, `at most ${max} characters`),
    );

/** Members that the sandbox bank's requests share. */
export const members = {
  text,
  amount: z.string('a decimal string, such as "1000.00"'),
  currency: z
    .string('a currency code, such as "EUR"')
    .check(z.regex(/^[A-Z]{3}$/, 'three capital letters, such as "EUR"')),
  iban: z.string('an IBAN, such as "DE89370400440532013000"').check(
    z.overwrite((value) => value.replaceAll(' ', '').toUpperCase()),
    z.refine((value) => isValidIBAN(value), 'not a valid IBAN; try "DE89370400440532013000"'),
  ),
};

/** The amount as the bank writes it. Throws a `Problem` when it is none. */
export const amountOf = (amount: string, currency: string): string => {
  const normal = normalAmount(amount, currency);
  if (normal !== undefined) return normal;
  throw new Problem(400, 'sandbox.invalid', `${amount} is not an amount of ${currency}.`, {
    faults: [{ path: 'amount', message: 'a positive decimal string no finer than the currency' }],
  });
};
