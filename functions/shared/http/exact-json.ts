import * as z from 'zod/mini';

/** The digits of every number that `parseExactJson` met; a string that looks like one is not in it. */
const digitsOf = new WeakMap<object, string>();

/** A reviver with the source text of primitives (ECMAScript, "JSON.parse source text access"). */
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

const keepDigits: Reviver = (_key, value, { source }) => {
  if (typeof value !== 'number') return value;
  const numeral = {};
  digitsOf.set(numeral, source ?? `${value}`);
  return numeral;
};

/** Parses JSON without making a float of any number. Throws SyntaxError on anything that is no JSON. */
export const parseExactJson = (text: string): unknown => JSON.parse(text, keepDigits as never);

/** A number of such a document, as the digits that stood there. */
export const JsonNumber = z.pipe(
  z.custom<object>(
    (value) => typeof value === 'object' && value !== null && digitsOf.has(value),
    'must be a JSON number',
  ),
  z.transform((numeral) => digitsOf.get(numeral) ?? ''),
);
