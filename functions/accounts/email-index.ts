import { normaliseEmail } from '../../domain/accounts/email.ts';
import { keyedHash } from '../shared/keyed-hash.ts';

/** The guard under which an address is known: it proves uniqueness and tells nobody the address. */
export const emailGuard = async (email: string): Promise<string> =>
  `email#${await keyedHash('emailIndexKeyArn', normaliseEmail(email))}`;
