import * as z from 'zod/mini';
import { query } from '../shared/http/endpoint.ts';
import { StaffProfile } from './profile.ts';
import { openForStaff } from './staff-view.ts';

/** An account as operations and compliance see it. */
export const handler = query({
  schema: z.strictObject({ id: z.uuid() }),
  answer: StaffProfile,
  groups: ['operations', 'compliance', 'admin'],
  handle: ({ actor, parameters: { id } }) => openForStaff(id, actor),
});
