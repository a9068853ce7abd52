import { signal } from '@preact/signals';
import { Icon } from './icon.tsx';

interface Said {
  readonly id: number;
  readonly text: string;
}

const shownMs = 6_000;
const said = signal<readonly Said[]>([]);
let count = 0;

/** Tells what happened, to the eye and to the ear, and goes away by itself. */
export const say = (text: string): void => {
  count += 1;
  const id = count;
  said.value = [...said.peek(), { id, text }];
  setTimeout(() => {
    said.value = said.peek().filter((each) => each.id !== id);
  }, shownMs);
};

export const Toasts = () => (
  <div class="toasts" role="status" aria-live="polite">
    {said.value.map(({ id, text }) => (
      <p class="toast" key={id}>
        <Icon name="check" />
        {text}
      </p>
    ))}
  </div>
);
