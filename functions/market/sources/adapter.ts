import * as z from 'zod/mini';
import { decimalOfJsonNumber } from '../../../domain/shared/json-number.ts';
import { perGramFromPerOunce } from '../../../domain/shared/price.ts';
import { JsonNumber } from '../../shared/http/exact-json.ts';

/** What a provider said of gold. */
export interface Reading {
  /** Micro-units per gram, positive. */
  readonly pricePerGram: bigint;
  /** The provider's own time of it. */
  readonly at: string;
}

/** One provider: how it is asked, and what its answer must be. */
export interface Adapter {
  readonly request: (
    url: string,
    key: string,
  ) => { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** The schema of an answer in a currency; whatever is not exactly as documented is refused. */
  readonly answer: (currency: string) => z.ZodMiniType<Reading>;
}

const microDecimals = 6;

/** A price per troy ounce, as micro-units per gram. */
export const PricePerOunce = z.pipe(
  JsonNumber,
  z.codec(z.string(), z.bigint(), {
    decode: (digits, context) => {
      const perOunce = decimalOfJsonNumber(digits, microDecimals) ?? 0n;
      const perGram = perGramFromPerOunce(perOunce);
      if (perGram > 0n) return perGram;
      context.issues.push({ code: 'custom', input: digits, message: 'must be a positive price' });
      return z.NEVER;
    },
    encode: String,
  }),
);

/** Seconds since 1970, of our time: ten digits until the year 2286. */
export const EpochSeconds = z.pipe(
  z.pipe(JsonNumber, z.string().check(z.regex(/^\d{10}$/, 'must be seconds since 1970'))),
  z.transform((seconds) => new Date(Number(seconds) * 1_000).toISOString()),
);
