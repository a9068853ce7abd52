import { Refusal } from '../shared/refusal.ts';
import type { ChangeNotificationPreferences } from './commands.ts';
import type { UserEvent } from './events.ts';
import { requireActive, type User } from './state.ts';

/**
 * Chooses the ways of being told. What is so already is answered with no event. Throws `notifications.phone-required`
 * where text messages are wanted and no number is known.
 */
export const changePreferences = (
  { channels, phone, at }: ChangeNotificationPreferences,
  user: User,
): readonly UserEvent[] => {
  requireActive(user);
  const wanted = [...new Set(channels)].sort();
  if (wanted.includes('sms') && (phone ?? user.phone) === undefined)
    throw new Refusal(
      'notifications.phone-required',
      'Give a phone number to be told by text message.',
    );
  const isSo =
    wanted.join() === [...user.channels].sort().join() &&
    (phone === undefined || phone === user.phone);
  if (isSo) return [];
  return [
    {
      type: 'NotificationPreferencesChanged',
      data: {
        userId: user.userId,
        channels: wanted,
        ...(phone === undefined ? {} : { phone }),
        changedAt: at,
      },
    },
  ];
};
