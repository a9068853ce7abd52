import { noParameters, query } from '../shared/http/endpoint.ts';
import { openProfile, Profile } from './profile.ts';

/** The customer's own profile, opened for the one person whose it is. */
export const handler = query({
  schema: noParameters,
  answer: Profile,
  groups: ['customer', 'operations', 'compliance', 'admin'],
  handle: ({ actor: { userId } }) => openProfile(userId),
});
