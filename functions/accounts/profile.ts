import * as z from 'zod/mini';
import { userFolding } from '../../domain/accounts/folding.ts';
import { requireUser } from '../../domain/accounts/state.ts';
import { Id, InstantText, named, Version } from '../shared/http/answers.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { userStream } from '../shared/wallet-ids.ts';

export const Profile = named(
  'Me',
  z.object({
    userId: Id,
    email: z.string(),
    fullName: z.string(),
    country: z.string(),
    kycStatus: z.enum(['unverified', 'verified', 'rejected']),
    /** A check of the identity has begun and is not over. */
    verificationPending: z.boolean(),
    status: z.enum(['active', 'suspended', 'erased']),
    registeredAt: InstantText,
    version: Version,
  }),
);
/** What staff see besides. */
export const StaffProfile = named('Account', z.extend(Profile, { walletId: Id }));

/** An account with its personal data opened. Throws `user.unknown` and `user.erased`. */
export const openProfile = async (userId: string, consistent = false) => {
  const stream = userStream(userId);
  const { state, version } = await loadHead(userFolding, stream, consistent);
  requireUser(state);
  const { email, fullName, country, kycStatus, status, registeredAt, verification } =
    await openState('user', stream, state);
  return {
    userId,
    email,
    fullName,
    country,
    kycStatus,
    verificationPending: verification?.concluded === false,
    status,
    registeredAt,
    version,
  };
};
