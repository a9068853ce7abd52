import { signal } from '@preact/signals';

/** The address without its query, as the browser shows it. */
export const path = signal(location.pathname);

addEventListener('popstate', () => {
  path.value = location.pathname;
});

/** Goes to another page of the app. */
export const goTo = (address: string): void => {
  if (address === location.pathname) return;
  history.pushState(null, '', address);
  path.value = location.pathname;
  scrollTo({ top: 0 });
};

/** Follows links of the app without loading it again; anything else is the browser's. */
export const followLinks = (event: MouseEvent): void => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (link === null || !plainClick || link.origin !== location.origin || link.target !== '') return;
  if (link.hasAttribute('download') || link.hash !== '') return;
  event.preventDefault();
  goTo(link.pathname);
};
