import * as z from 'zod/mini';
import { groups } from '../../domain/shared/names.ts';
import { required } from '../shared/env.ts';
import { Id, InstantText, named, pageOf } from '../shared/http/answers.ts';
import { Cursor, Limit } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { pageOfRows } from '../shared/page-of-rows.ts';
import { readUntil } from './read-marker.ts';

const Notification = named(
  'Notification',
  z.object({
    notificationId: Id,
    /** The type of the event that it is about. */
    kind: z.string(),
    title: z.string(),
    text: z.string(),
    security: z.boolean(),
    /** The page of the web app where one sees more. */
    path: z.string(),
    at: InstantText,
    read: z.boolean(),
  }),
);
type Notification = z.infer<typeof Notification>;

const Notifications = named('Notifications', pageOf(Notification));

/** What one was told, newest first. */
export const handler = query({
  schema: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: Notifications,
  groups,
  handle: async ({ actor: { userId }, parameters: { limit, cursor } }) => {
    const [until, { rows, nextCursor }] = await Promise.all([
      readUntil(userId),
      pageOfRows<Omit<Notification, 'read'>>({
        table: required('notificationsTable'),
        partition: { person: userId },
        sortKey: 'sk',
        newestFirst: true,
        limit,
        cursor,
      }),
    ]);
    return {
      items: rows.map(({ notificationId, kind, title, text, security, path, at }) => ({
        notificationId,
        kind,
        title,
        text,
        security,
        path,
        at,
        read: at <= until,
      })),
      nextCursor,
    };
  },
});
