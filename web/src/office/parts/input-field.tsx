import type { Signal } from '@preact/signals';
import { Choice, Field, Frame } from '../../parts/fields.tsx';
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
}) => (
  <Frame
    label={label}
    hint={hint}
    wrong={wrong}
    control={(ties) => (
      <textarea
        {...ties}
        rows={3}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.value;
        }}
      />
    )}
  />
);

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
