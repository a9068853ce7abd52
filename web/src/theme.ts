import { effect, signal } from '@preact/signals';

type Theme = 'light' | 'dark';

const stored = 'assay.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

const chosen = (): Theme | undefined => {
  const text = localStorage.getItem(stored);
  return text === 'light' || text === 'dark' ? text : undefined;
};

/** What is shown: the person's choice, else the system's. */
export const theme = signal<Theme>(chosen() ?? (dark.matches ? 'dark' : 'light'));

dark.addEventListener('change', () => {
  if (chosen() === undefined) theme.value = dark.matches ? 'dark' : 'light';
});

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});

export const switchTheme = (): void => {
  theme.value = theme.peek() === 'dark' ? 'light' : 'dark';
  localStorage.setItem(stored, theme.peek());
};
