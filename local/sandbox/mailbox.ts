import { json } from './answers.ts';
import type { SiteRoute } from './router.ts';

/** One e-mail or SMS that the platform sent. */
export interface Mail {
  readonly channel: 'email' | 'sms';
  readonly to: readonly string[];
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** ISO 8601. */
  readonly sentAt: string;
}

const newestFirst = (a: Mail, b: Mail) => b.sentAt.localeCompare(a.sentAt);

/** Shows what was sent, newest first; `?to=` narrows it to one address. */
export const mailboxControls = (mails: () => readonly Mail[]): readonly SiteRoute[] => [
  {
    method: 'GET',
    path: '/_local/mailbox',
    about: 'every e-mail and SMS sent, newest first; ?to= narrows to one address',
    handle: ({ query }) => {
      const to = query.get('to')?.toLowerCase();
      const wanted = (mail: Mail) =>
        to === undefined || mail.to.some((address) => address.toLowerCase() === to);
      return json(200, { items: mails().toReversed().filter(wanted).toSorted(newestFirst) });
    },
  },
];
