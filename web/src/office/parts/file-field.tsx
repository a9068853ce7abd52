import type { Signal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';

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
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const chosen = value.value;
  useEffect(() => {
    // The browser keeps showing a file that was sent until it is told otherwise.
    if (chosen === undefined && input.current !== null) input.current.value = '';
  }, [chosen]);
  return (
    <div class={`field ${wrong === undefined ? '' : 'field-wrong'}`}>
      <label for={id}>{label}</label>
      <div class="field-box">
        <input
          ref={input}
          id={id}
          type="file"
          accept={accept}
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-hint ${id}-wrong`}
          onChange={(event) => {
            value.value = event.currentTarget.files?.[0];
          }}
        />
      </div>
      <p class="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
      <p class="field-why" id={`${id}-wrong`} role="alert">
        {wrong}
      </p>
    </div>
  );
};
