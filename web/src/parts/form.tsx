import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

/** A form that says itself what is wrong with it: its fields speak up once sending was `tried`. */
export const Form = ({
  tried,
  send,
  class: more = '',
  children,
}: {
  readonly tried: Signal<boolean>;
  /** Sends, unless a field is wrong. */
  readonly send: () => void;
  readonly class?: string;
  readonly children: ComponentChildren;
}) => (
  <form
    class={`form ${more}`}
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      tried.value = true;
      send();
    }}
  >
    {children}
  </form>
);
