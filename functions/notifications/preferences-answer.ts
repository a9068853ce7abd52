import * as z from 'zod/mini';
import type { User } from '../../domain/accounts/state.ts';
import { listOf, named } from '../shared/http/answers.ts';

const channels = ['email', 'sms'] as const;

export const Channel = z.enum(channels);

/** E.164: a plus sign, the country, the number. */
export const Phone = z.string().check(z.regex(/^\+[1-9]\d{6,14}$/, 'must look like +353861234567'));

export const NotificationPreferences = named(
  'NotificationPreferences',
  z.object({ channels: listOf(Channel), phone: z.optional(z.string()) }),
  { description: 'What concerns the account’s safety is sent by every way that is known.' },
);

/** The preferences of an account whose personal data is open. */
export const shownPreferences = ({ channels: chosen, phone }: User) => ({
  channels: chosen,
  ...(phone === undefined ? {} : { phone }),
});
