import type { JsonWebKey } from 'node:crypto';
import type { Resource } from '../kernel/resources.ts';
import { type Claims, claimsOf, createSignatureCheck } from './jwt.ts';
import type { HttpRequest } from './message.ts';

/** The public keys of a token issuer, as its JWKS document lists them; undefined when nobody here is that issuer. */
export type Jwks = (issuer: string) => readonly JsonWebKey[] | undefined;

export type Verdict =
  | { readonly ok: true; readonly jwt: JwtContext }
  | { readonly ok: false; readonly status: 401 | 403; readonly challenge: string };

/** What the event's `requestContext.authorizer.jwt` holds. */
export interface JwtContext {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

interface Verified {
  readonly expiresMs: number;
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

const cachedTokensMax = 10_000;
const tokenLengthMax = 16_384;

/** The gateway hands every claim over as a string; a list becomes `[a b]`. */
const claimText = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.join(' ')}]`
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const tokenOf = (request: HttpRequest, sources: readonly string[]): string | undefined => {
  for (const source of sources) {
    const header = /^\$request\.header\.(.+)$/.exec(source)?.[1]?.toLowerCase();
    const parameter = /^\$request\.querystring\.(.+)$/.exec(source)?.[1];
    const value =
      header !== undefined
        ? request.headers[header]
        : parameter !== undefined
          ? new URLSearchParams(request.query).get(parameter)
          : undefined;
    if (value) return value.replace(/^Bearer\s+/i, '');
  }
  return undefined;
};

const invalid = (why: string): Verdict => ({
  ok: false,
  status: 401,
  challenge: `Bearer scope="" error="invalid_token" error_description="${why}"`,
});

/** `client_id` counts only where a token has no `aud`. */
const audienceHolds = (claims: Claims, allowed: readonly string[]): boolean => {
  const held = claims['aud'] ?? claims['client_id'];
  const values = Array.isArray(held) ? held : [held];
  return values.some((value) => typeof value === 'string' && allowed.includes(value));
};

/**
 * The JWT authorizer of an HTTP API, after "Control access to HTTP APIs with JWT authorizers" (developer guide): key by
 * `kid`, then `iss`, `aud` or `client_id`, `exp`, `nbf`, `iat`, and the route's scopes. Whether the token was revoked it
 * does not know, nor does AWS's.
 */
export const createJwtAuthorizer = (authorizer: Resource, jwks: Jwks, now: () => number) => {
  const { IdentitySource: sources = [], JwtConfiguration: configuration } = authorizer.properties;
  const issuer: string = configuration.Issuer;
  const audience: readonly string[] = configuration.Audience ?? [];
  const verified = new Map<string, Verified>();
  const signatureHolds = createSignatureCheck();

  const check = (token: string): Verified | string => {
    if (token.length > tokenLengthMax) return 'the token is too long';
    const claims = claimsOf(token);
    if (claims === undefined) return 'the token is malformed';
    const keys = jwks(issuer);
    if (keys === undefined || !signatureHolds(token, keys)) return 'signature verification failed';
    const seconds = now() / 1000;
    const { exp, nbf, iat } = claims as Record<string, number | undefined>;
    if (claims['iss'] !== issuer) return 'invalid issuer';
    if (!audienceHolds(claims, audience)) return 'invalid audience';
    if (typeof exp !== 'number' || exp <= seconds) return 'the token has expired';
    // A minute for clocks that differ.
    if (Math.max(nbf ?? 0, iat ?? 0) > seconds + 60) return 'the token is not valid yet';
    const texts = Object.entries(claims).map(([name, value]) => [name, claimText(value)]);
    const scope = claims['scope'] ?? claims['scp'];
    return {
      expiresMs: exp * 1000,
      claims: Object.fromEntries(texts),
      scopes: typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope : [],
    };
  };

  const remembered = (token: string): Verified | string => {
    const known = verified.get(token);
    if (known !== undefined && known.expiresMs > now()) return known;
    verified.delete(token);
    const result = check(token);
    if (typeof result === 'string') return result;
    if (verified.size >= cachedTokensMax) verified.delete(verified.keys().next().value as string);
    verified.set(token, result);
    return result;
  };

  return (request: HttpRequest, scopesWanted: readonly string[]): Verdict => {
    const token = tokenOf(request, sources);
    if (token === undefined) return { ok: false, status: 401, challenge: 'Bearer' };
    const result = remembered(token);
    if (typeof result === 'string') return invalid(result);
    const { claims, scopes } = result;
    if (scopesWanted.length === 0) return { ok: true, jwt: { claims, scopes: null } };
    const held = scopesWanted.filter((scope) => scopes.includes(scope));
    if (held.length > 0) return { ok: true, jwt: { claims, scopes: held } };
    const challenge = `Bearer scope="${scopesWanted.join(' ')}" error="insufficient_scope"`;
    return { ok: false, status: 403, challenge };
  };
};
