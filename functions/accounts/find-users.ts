import * as z from 'zod/mini';
import { Email } from '../../domain/accounts/email.ts';
import { pageOf } from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { readGuard } from '../shared/store/guards.ts';
import { emailGuard } from './email-index.ts';
import { StaffProfile } from './profile.ts';
import { openForStaff } from './staff-view.ts';

const Found = pageOf(StaffProfile);

/** The account of an e-mail address, found by the address's keyed hash: one or none. */
export const handler = query({
  schema: z.strictObject({ email: Email }),
  answer: Found,
  groups: ['operations', 'compliance', 'admin'],
  handle: async ({ actor, parameters: { email } }) => {
    const userId = (await readGuard(await emailGuard(email)))?.['userId']?.S;
    const items = userId === undefined ? [] : [await openForStaff(userId, actor)];
    return { items, nextCursor: null };
  },
});
