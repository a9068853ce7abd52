import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Choice, Field } from '../../parts/fields.tsx';
import type { Input } from './inputs.ts';

const LongField = ({
  label,
  hint,
  value,
  wrong,
}: {
  readonly label: string;
  readonly hint: string | undefined;
  readonly value: Signal<string>;
  readonly wrong: string | undefined;
}) => {
  const id = useId();
  return (
    <div class={`field ${wrong === undefined ? '' : 'field-wrong'}`}>
      <label for={id}>{label}</label>
      <div class="field-box">
        <textarea
          id={id}
          rows={3}
          value={value.value}
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-hint ${id}-wrong`}
          onInput={(event) => {
            value.value = event.currentTarget.value;
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

/** The field for an input, whatever kind it is. */
export const InputField = ({
  input,
  value,
  wrong,
}: {
  readonly input: Input;
  readonly value: Signal<string>;
  readonly wrong: string | undefined;
}) => {
  const { label, hint, options, long = false } = input;
  if (options !== undefined) return <Choice label={label} value={value} options={options} />;
  if (long) return <LongField label={label} hint={hint} value={value} wrong={wrong} />;
  return <Field label={label} value={value} hint={hint} wrong={wrong} />;
};
