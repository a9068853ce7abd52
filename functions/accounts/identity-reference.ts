import * as z from 'zod/mini';

/** What verifications by the provider are called in the ledger. */
export const provider = 'identity-provider';

const Uuid = z.uuid();

/** How the provider names a check to us: whose it is, and which. */
export const referenceOf = (userId: string, verificationId: string): string =>
  `${userId}.${verificationId}`;

/** The parts of a reference; undefined for one that is not ours. */
export const parseReference = (
  reference: string,
): { readonly userId: string; readonly verificationId: string } | undefined => {
  const [userId = '', verificationId = '', ...more] = reference.split('.');
  const ours = [userId, verificationId].every((id) => z.safeParse(Uuid, id).success);
  return ours && more.length === 0 ? { userId, verificationId } : undefined;
};
