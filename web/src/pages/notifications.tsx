import { useEffect } from 'preact/hooks';
import { markNoticesRead } from '../live/live.ts';
import { type Notice, notices, unread } from '../live/state.ts';
import { dayAndTime } from '../money/format.ts';
import { Card, Empty, Waiting } from '../parts/basics.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageTitle } from '../shell/shell.tsx';

/** Long enough to have seen that it is new. */
const seenAfterMs = 2_000;

const NoticeRow = ({ notice }: { readonly notice: Notice }) => (
  <li>
    <a class="row" href={notice.path}>
      <span class="row-icon">
        <Icon name={notice.security ? 'shield' : 'notices'} />
      </span>
      <span class="row-main">
        <span class="row-wrap">
          {!notice.read && <span class="unread">New: </span>}
          {notice.title}
        </span>
        <span class="row-wrap row-sub">{notice.text}</span>
        <span class="row-sub">{dayAndTime(notice.at)}</span>
      </span>
    </a>
  </li>
);

/** What the person was told, newest first; looking at it for a moment is reading it. */
export const NotificationsPage = () => {
  const items = notices.value;
  const fresh = unread.value > 0;
  useEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(() => void markNoticesRead().catch(() => undefined), seenAfterMs);
    return () => clearTimeout(timer);
  }, [fresh]);
  return (
    <>
      <PageTitle title="Notifications" lead="What happened to your money, gold and account." />
      <Card>
        {items === undefined && <Waiting />}
        {items?.length === 0 && <Empty icon="notices" title="Nothing has happened yet" />}
        <ul class="rows">
          {items?.map((notice) => (
            <NoticeRow key={notice.notificationId} notice={notice} />
          ))}
        </ul>
      </Card>
    </>
  );
};
