import { scryptSync, timingSafeEqual } from 'node:crypto';
import type { Random } from '../kernel/random.ts';
import { AwsError } from '../kernel/service.ts';
import type { PasswordPolicy } from './declared.ts';

const lengthMax = 256;
// Strong enough for accounts that exist on one machine only, and quick enough to sign in fifty people at once.
const cost = { N: 2048, r: 8, p: 1 };
const hashBytes = 32;
const saltBytes = 16;
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** Throws `InvalidPasswordException`, in Cognito's words, where a password does not meet the policy. */
export const checkPolicy = (policy: PasswordPolicy, password: unknown): string => {
  const refuse = (why: string) =>
    new AwsError('InvalidPasswordException', `Password did not conform with policy: ${why}`);
  if (typeof password !== 'string' || password.length < policy.lengthMin)
    throw refuse('Password not long enough');
  if (password.length > lengthMax) throw refuse('Password too long');
  if (policy.uppercase && !/[A-Z]/.test(password))
    throw refuse('Password must have uppercase characters');
  if (policy.lowercase && !/[a-z]/.test(password))
    throw refuse('Password must have lowercase characters');
  if (policy.numbers && !/[0-9]/.test(password))
    throw refuse('Password must have numeric characters');
  if (policy.symbols && !symbols.test(password))
    throw refuse('Password must have symbol characters');
  if (/^ | $/.test(password)) throw refuse('Password must not begin or end with a space');
  return password;
};

/** `salt.hash`, both base64url (scrypt, RFC 7914). */
export const hashPassword = (random: Random, password: string): string => {
  const salt = Buffer.from(random.bytes(saltBytes));
  const hash = scryptSync(password, salt, hashBytes, cost);
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`;
};

export const passwordMatches = (hashed: string, password: string): boolean => {
  const [salt = '', hash = ''] = hashed.split('.');
  const made = scryptSync(password, Buffer.from(salt, 'base64url'), hashBytes, cost);
  return timingSafeEqual(made, Buffer.from(hash, 'base64url'));
};
