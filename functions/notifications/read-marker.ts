import { required } from '../shared/env.ts';
import { getRow, setRow } from '../shared/rows.ts';

/** Beside the notices, and in no list of them: until when a person has read. */
const keyOf = (userId: string) => ({ person: `read#${userId}`, sk: 'until' });

/** The instant of the newest notice that was read; empty before the first. */
export const readUntil = async (userId: string): Promise<string> =>
  (await getRow<{ readonly until: string }>(required('notificationsTable'), keyOf(userId)))
    ?.until ?? '';

/** Moves it forward; back it never goes. */
export const markRead = (userId: string, until: string): Promise<void> =>
  setRow(
    required('notificationsTable'),
    keyOf(userId),
    { until, order: Date.parse(until) },
    'order',
  );
