import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { Refusal } from '../../domain/shared/refusal.ts';
import { type Quote, quoteSigningText } from '../../domain/trading/quote.ts';
import { required } from '../shared/env.ts';
import { secretJson } from '../shared/secret.ts';

/** What may stand in a quote: ids, decimals, instants. No line break, so that no two quotes have one signing text. */
const Word = z.string().check(z.regex(/^[\w.:+-]{1,64}$/, 'must be as the quote had it'));

/** A quote as it was given out. Its fields are checked by the signature, not by their form. */
export const SignedQuote = z.strictObject({
  quoteId: Word,
  userId: Word,
  side: z.enum(['buy', 'sell']),
  grams: Word,
  pricePerGram: Word,
  spot: Word,
  ask: Word,
  bid: Word,
  spread: Word,
  fee: Word,
  total: Word,
  roundingRemainder: Word,
  currency: Word,
  priceId: Word,
  expiresAt: Word,
  signature: Word,
});
export type SignedQuote = z.infer<typeof SignedQuote>;

/** Keys by their place in the rotation: the next one is known everywhere before anything is signed with it. */
export interface QuoteKeys {
  readonly current: string;
  readonly next?: string;
  readonly previous?: string;
}

const keys = () => secretJson<QuoteKeys>(required('quoteKeySecretArn'));

/** HMAC-SHA256 (RFC 2104) of the quote's signing text. */
const macOf = (key: string, quote: Quote): Buffer =>
  createHmac('sha256', key).update(quoteSigningText(quote)).digest();

export const signQuote = async (quote: Quote): Promise<SignedQuote> => ({
  ...quote,
  signature: macOf((await keys()).current, quote).toString('base64url'),
});

/** The quote without its signature. Throws `quote.invalid` unless a key in force signed just this. */
export const verifiedQuote = async ({ signature, ...quote }: SignedQuote): Promise<Quote> => {
  const given = Buffer.from(signature, 'base64url');
  const { current, next, previous } = await keys();
  const fits = [current, next, previous]
    .filter((key) => key !== undefined)
    .map((key) => macOf(key, quote))
    .some((mac) => mac.length === given.length && timingSafeEqual(mac, given));
  // One signature has one spelling: base64url has spare bits at its end.
  if (fits && given.toString('base64url') === signature) return quote;
  throw new Refusal('quote.invalid', 'The signature does not fit the quote.');
};
