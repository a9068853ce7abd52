import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Frame } from '../../parts/fields.tsx';

/** A file of the person's own, to be sent. */
export const FileField = ({
  label,
  accept,
  value,
  hint,
  wrong,
}: {
  readonly label: string;
  readonly accept: string;
  readonly value: Signal<File | undefined>;
  readonly hint: string;
  readonly wrong: string | undefined;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const chosen = value.value;
  useEffect(() => {
    // The browser keeps showing a file that was sent until it is told otherwise.
    if (chosen === undefined && input.current !== null) input.current.value = '';
  }, [chosen]);
  return (
    <Frame
      label={label}
      hint={hint}
      wrong={wrong}
      control={(ties) => (
        <input
          {...ties}
          ref={input}
          type="file"
          accept={accept}
          onChange={(event) => {
            value.value = event.currentTarget.files?.[0];
          }}
        />
      )}
    />
  );
};
