import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { connection, line, me, price, priceBefore, processing, unread } from '../live/state.ts';
import { pricePerGram } from '../money/format.ts';
import { Icon, Mark } from '../parts/icon.tsx';
import { goTo, path } from '../router.ts';
import { groups, session, signOut } from '../session/session.ts';
import { switchTheme, theme } from '../theme.ts';
import {
  isOffice,
  isStaff,
  isTheirs,
  officePath,
  officePlaces,
  type Place,
  places,
} from './nav.ts';

const tabsMax = 4;

const isHere = (place: string, here: string): boolean =>
  place === '/' || place === officePath
    ? here === place
    : here === place || here.startsWith(`${place}/`);

/** The pages beside the one that is shown: a customer's, or those of the office that are this person's. */
const placesHere = (): readonly Place[] =>
  isOffice(path.value) && isStaff(groups.value)
    ? officePlaces.filter((place) => isTheirs(place, groups.value))
    : places;

const direction = (): 'up' | 'down' | 'still' => {
  const [now, before] = [price.value, priceBefore.value];
  if (now === undefined || before === undefined) return 'still';
  const moved = Math.sign(Number(now.spot) - Number(before.spot));
  return moved === 0 ? 'still' : moved > 0 ? 'up' : 'down';
};

/** The price of the moment, in the corner of every page. */
const Ticker = () => {
  const now = price.value;
  if (now === undefined) return <p class="ticker">Gold …</p>;
  return (
    <p class="ticker">
      <span class={now.session === 'open' ? 'dot dot-open' : 'dot'} aria-hidden="true" />
      <span class="ticker-name">Gold</span>
      <span key={now.priceId} class={`number ticker-price tick-${direction()}`}>
        {pricePerGram(now.spot, now.currency)}
      </span>
      <span class="ticker-unit">/ g</span>
      {now.session === 'closed' && <span class="ticker-unit">market closed</span>}
    </p>
  );
};

/** The way to what the person was told, with how much of it they have not seen. */
const NoticesLink = () => (
  <a
    href="/notifications"
    class="icon-button"
    aria-label={unread.value === 0 ? 'Notifications' : `Notifications, ${unread.value} unread`}
  >
    <Icon name="notices" />
    {unread.value > 0 && (
      <span class="badge number" aria-hidden="true">
        {unread.value > 9 ? '9+' : unread.value}
      </span>
    )}
  </a>
);

const ThemeSwitch = () => (
  <button
    type="button"
    class="icon-button"
    onClick={switchTheme}
    aria-label={theme.value === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
  >
    <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
  </button>
);

/** For those who work here: over to the office, or back to what is their own. */
const OtherSide = () => {
  const away = isOffice(path.value);
  return (
    <a href={away ? '/' : officePath} class="nav-link">
      <Icon name={away ? 'person' : 'office'} />
      {away ? 'Your own account' : 'Back office'}
    </a>
  );
};

const Links = ({ open }: { readonly open: boolean }) => (
  <nav class={open ? 'nav nav-open' : 'nav'} id="nav" aria-label="Pages">
    {placesHere().map(({ path: place, label, icon }) => (
      <a
        key={place}
        href={place}
        class="nav-link"
        aria-current={isHere(place, path.value) ? 'page' : undefined}
      >
        <Icon name={icon} />
        {label}
      </a>
    ))}
    <div class="nav-end">
      {isStaff(groups.value) && <OtherSide />}
      <button
        type="button"
        class="nav-link"
        onClick={() => {
          goTo('/');
          void signOut();
        }}
      >
        <Icon name="out" />
        Sign out
      </button>
    </div>
  </nav>
);

/** On a phone: the pages that are used most, within reach of a thumb. */
const Tabs = ({ open, onMore }: { readonly open: boolean; readonly onMore: () => void }) => (
  <nav class="tabs" aria-label="Main pages">
    {placesHere()
      .filter(({ short }) => short !== undefined)
      .slice(0, tabsMax)
      .map(({ path: place, short, icon }) => (
        <a key={place} href={place} aria-current={isHere(place, path.value) ? 'page' : undefined}>
          <Icon name={icon} />
          {short}
        </a>
      ))}
    <button type="button" aria-expanded={open} aria-controls="nav" onClick={onMore}>
      <Icon name="more" />
      More
    </button>
  </nav>
);

const Notices = () => (
  <div class="notices" role="status" aria-live="polite">
    {connection.value === 'lost' && (
      <p class="notice notice-lost">
        No connection. What you see may be old; it catches up by itself.
      </p>
    )}
    {connection.value !== 'lost' && line.value === 'down' && (
      <p class="notice">Reconnecting… Until then, this page asks every few seconds.</p>
    )}
    {processing.value > 0 && (
      <p class="notice">
        <span class="spinner" aria-hidden="true" />
        Processing…
      </p>
    )}
  </div>
);

/** What stands around every page of somebody who is signed in. */
export const Shell = ({ children }: { readonly children: ComponentChildren }) => {
  const open = useSignal(false);
  const shown = useRef(path.peek());
  useSignalEffect(() => {
    open.value = false;
    if (shown.current === path.value) return;
    shown.current = path.value;
    // As a browser does for a new page: reading and tabbing begin at its content.
    document.getElementById('main')?.focus({ preventScroll: true });
  });
  return (
    <div class="shell">
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="top">
        <a href="/" class="brand" aria-label="Assay, overview">
          <Mark />
          <span>Assay</span>
        </a>
        {isOffice(path.value) && isStaff(groups.value) && <span class="side">Back office</span>}
        <Ticker />
        <div class="top-end">
          <span class="who">{me.value?.fullName ?? session.value?.email}</span>
          <NoticesLink />
          <ThemeSwitch />
        </div>
      </header>
      <Links open={open.value} />
      <main id="main" class="main" tabIndex={-1}>
        <Notices />
        {children}
      </main>
      <Tabs
        open={open.value}
        onMore={() => {
          open.value = !open.value;
        }}
      />
    </div>
  );
};

/** The head of a page, which is the title of the window too. */
export const PageTitle = ({ title, lead }: { readonly title: string; readonly lead?: string }) => {
  useSignalEffect(() => {
    document.title = `${title} · Assay`;
  });
  return (
    <header class="page-head">
      <h1>{title}</h1>
      {lead !== undefined && <p class="lead">{lead}</p>}
    </header>
  );
};
