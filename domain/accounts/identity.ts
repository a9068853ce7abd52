import type { Deciders } from '../shared/decider.ts';
import { Refusal } from '../shared/refusal.ts';
import type {
  ConcludeVerification,
  RejectVerification,
  StartVerification,
  VerifyUser,
} from './commands.ts';
import type { UserEvent } from './events.ts';
import { requireActive, requireOther, requireUser, type User } from './state.ts';

const requireUnverified = (user: User): void => {
  if (user.kycStatus === 'verified')
    throw new Refusal('user.already-verified', 'The identity was verified before.');
};

/**
 * A provider's word counts for the newest check that the customer began, once: a repetition is answered with no event,
 * an older or unknown check is refused, and so is any word about somebody whom operations have verified since.
 */
const concludeVerification = (
  { verificationId, verificationType, outcome, reason, at }: ConcludeVerification,
  user: User,
): readonly UserEvent[] => {
  requireUser(user);
  const { verification, userId } = user;
  if (verification?.verificationId !== verificationId)
    throw new Refusal('verification.unknown', 'No open check has this id.', { verificationId });
  if (verification.concluded) return [];
  requireUnverified(user);
  const check = { userId, verificationType, verificationId };
  if (outcome === 'rejected')
    return [{ type: 'UserVerificationRejected', data: { ...check, reason, rejectedAt: at } }];
  requireActive(user);
  return [{ type: 'UserVerified', data: { ...check, verifiedAt: at } }];
};

/** Who says who a customer is: operations and compliance in person, or a provider that checked. */
export const verificationDeciders: Deciders<
  User,
  VerifyUser | RejectVerification | StartVerification | ConcludeVerification,
  UserEvent
> = {
  VerifyUser: ({ verificationType, verifiedBy, at }, user) => {
    requireActive(user);
    requireOther(user, verifiedBy);
    requireUnverified(user);
    const by = verifiedBy === undefined ? {} : { verifiedBy };
    const data = { userId: user.userId, verificationType, verifiedAt: at, ...by };
    return [{ type: 'UserVerified', data }];
  },
  RejectVerification: ({ verificationType, reason, rejectedBy, at }, user) => {
    requireUser(user);
    requireOther(user, rejectedBy);
    const by = rejectedBy === undefined ? {} : { rejectedBy };
    const data = { userId: user.userId, verificationType, reason, rejectedAt: at, ...by };
    return [{ type: 'UserVerificationRejected', data }];
  },
  StartVerification: ({ verificationId, verificationType, at }, user) => {
    requireActive(user);
    requireUnverified(user);
    const data = { userId: user.userId, verificationId, verificationType, startedAt: at };
    return [{ type: 'UserVerificationStarted', data }];
  },
  ConcludeVerification: concludeVerification,
};
