import { createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';

/** A token's claims, as they stand in it. */
export type Claims = Readonly<Record<string, unknown>>;

const parsePart = (part: string | undefined): Claims | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
};

/** What a token says, checked by nobody yet; undefined when it is no JWT. */
export const claimsOf = (token: string): Claims | undefined => {
  const parts = token.split('.');
  return parts.length === 3 ? parsePart(parts[1]) : undefined;
};

/**
 * Reads JWTs signed with RS256 (RFC 7515, RFC 7518 §3.3) and no other algorithm. It is synchronous, as Web Crypto is
 * not, so that a simulated run replays exactly.
 */
export const createSignatureCheck = () => {
  const imported = new Map<string, KeyObject>();
  return (token: string, keys: readonly JsonWebKey[]): boolean => {
    const [head = '', body = '', signature = ''] = token.split('.');
    const header = parsePart(head);
    const jwk = keys.find((key) => key['kid'] === header?.['kid']);
    if (header?.['alg'] !== 'RS256' || jwk === undefined || jwk.n === undefined) return false;
    const key = imported.get(jwk.n) ?? createPublicKey({ key: jwk, format: 'jwk' });
    imported.set(jwk.n, key);
    const signed = Buffer.from(`${head}.${body}`);
    return verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'));
  };
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT signed with RS256. */
export const signJwt = (claims: Claims, kid: string, key: KeyObject): string => {
  const content = `${part({ kid, alg: 'RS256' })}.${part(claims)}`;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`;
};
