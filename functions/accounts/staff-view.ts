import type { Actor } from '../shared/http/request.ts';
import { log } from '../shared/log.ts';
import { walletIdOf } from '../shared/wallet-ids.ts';
import { openProfile } from './profile.ts';

/** An account opened for somebody of the house; the log keeps who looked at whom. */
export const openForStaff = async (userId: string, actor: Actor) => {
  const profile = await openProfile(userId, true);
  log.info('personal data opened', { userId, openedBy: actor.userId });
  return { ...profile, walletId: walletIdOf(userId) };
};
