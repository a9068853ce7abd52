import { derivedId } from '../shared/uuid.ts';

/**
 * A customer's one participation in a pool, which is also the id of the reservation in the wallet. Derived from both,
 * so that participations are people, are spread evenly, and finding one's own needs no read.
 */
export const participationIdOf = (poolId: string, userId: string): string =>
  derivedId(poolId, userId, 'participation');
