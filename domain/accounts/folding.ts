import type { Folded } from '../shared/decider.ts';
import type { UserEvent } from './events.ts';
import { evolveUser } from './evolve.ts';
import { noUser, type User } from './state.ts';

/** An account without its personal data, as the bus carries it. A type, so that it is a record of JSON. */
export type PublicUser = {
  readonly userId: string;
  readonly country: string;
  readonly kycStatus: User['kycStatus'];
  readonly status: User['status'];
  readonly registeredAt: string;
  readonly welcomed: boolean;
  readonly channels: User['channels'];
};

const publicUser = (user: User): PublicUser => ({
  userId: user.userId,
  country: user.country,
  kycStatus: user.kycStatus,
  status: user.status,
  registeredAt: user.registeredAt,
  welcomed: user.welcomed,
  channels: user.channels,
});

/** An account for those who only read it. */
export const userFolding: Folded<User, UserEvent> = {
  type: 'user',
  stateVersion: 3,
  initialState: noUser,
  evolve: evolveUser,
  publicState: publicUser,
};
