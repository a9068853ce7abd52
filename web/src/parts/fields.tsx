import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { typedAs } from '../money/format.ts';
import { parseTyped } from '../money/parse.ts';

interface FrameProps {
  readonly label: string;
  /** What is wrong with it; said when the person has left the field or sent the form. */
  readonly wrong?: string | undefined;
  readonly hint?: ComponentChildren;
}

/** What ties a control to the name, the hint and the complaint around it. */
interface Ties {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

/** A control with its name, what helps to fill it in, and what is wrong with it. */
export const Frame = ({
  label,
  wrong,
  hint,
  control,
}: FrameProps & { readonly control: (ties: Ties) => ComponentChildren }) => {
  const id = useId();
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), `${id}-wrong`].join(' ');
  return (
    <div class={`field ${wrong === undefined ? '' : 'field-wrong'}`}>
      <label for={id}>{label}</label>
      <div class="field-box">
        {control({ id, 'aria-invalid': wrong !== undefined, 'aria-describedby': described })}
      </div>
      {hint !== undefined && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <p class="field-why" id={`${id}-wrong`} role="alert">
        {wrong}
      </p>
    </div>
  );
};

interface FieldProps extends FrameProps {
  readonly value: Signal<string>;
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'month';
  readonly autocomplete?: string;
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'email';
  /** What it is counted in: a word, or a choice of two. */
  readonly unit?: ComponentChildren;
  readonly readonly?: boolean;
  readonly min?: string;
  readonly max?: string;
  readonly onLeave?: () => void;
}

/** A field for a line of text, with its unit. */
export const Field = ({ label, wrong, hint, value, type = 'text', unit, ...more }: FieldProps) => (
  <Frame
    label={label}
    wrong={wrong}
    hint={hint}
    control={(ties) => (
      <>
        <input
          {...ties}
          // Preact's types want one element for each type of input.
          type={type as 'text'}
          value={value.value}
          autocomplete={more.autocomplete ?? 'off'}
          inputMode={more.inputMode}
          readOnly={more.readonly}
          min={more.min}
          max={more.max}
          spellcheck={false}
          onInput={(event) => {
            value.value = event.currentTarget.value;
          }}
          onBlur={more.onLeave}
        />
        {unit !== undefined && <div class="field-unit">{unit}</div>}
      </>
    )}
  />
);

export const Choice = <Value extends string>({
  label,
  value,
  options,
}: {
  readonly label: string;
  readonly value: Signal<Value>;
  readonly options: readonly (readonly [value: Value, label: string])[];
}) => {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-box">
        <select
          id={id}
          value={value.value}
          onChange={(event) => {
            value.value = event.currentTarget.value as Value;
          }}
        >
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
};

/** One of a few, side by side. */
export const Segments = <Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Signal<Value>;
  readonly options: readonly (readonly [value: Value, label: string])[];
  readonly onChange?: (value: Value) => void;
}) => {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="unseen">{label}</legend>
      {options.map(([option, text]) => (
        <label key={option} class={value.value === option ? 'segment segment-on' : 'segment'}>
          <input
            type="radio"
            name={name}
            checked={value.value === option}
            onChange={() => {
              value.value = option;
              onChange?.(option);
            }}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
};

/** What an amount field holds: the decimal for the API, or why there is none yet. */
export const amountIn = (
  typed: string,
  decimals: number,
): { readonly amount: string } | { readonly wrong: string } => {
  const read = parseTyped(typed, decimals);
  switch (read.kind) {
    case 'number':
      return /[1-9]/.test(read.text)
        ? { amount: read.text }
        : { wrong: 'It must be more than nothing.' };
    case 'ambiguous':
      return { wrong: 'Say which of the two you mean.' };
    case 'empty':
      return { wrong: 'Fill this in.' };
    case 'wrong':
      return { wrong: read.why };
  }
};

/** A field for money or grams, typed as people do anywhere. What can be read in two ways is asked back. */
export const AmountField = ({
  decimals,
  wrong,
  show,
  ...field
}: Omit<FieldProps, 'type' | 'inputMode'> & {
  readonly decimals: number;
  /** How one of two readings is written in the question. */
  readonly show: (decimal: string) => string;
}) => {
  const left = useSignal(false);
  const read = parseTyped(field.value.value, decimals);
  const own = read.kind === 'wrong' && left.value ? read.why : undefined;
  return (
    <>
      <Field
        {...field}
        inputMode="decimal"
        wrong={read.kind === 'ambiguous' ? undefined : (own ?? wrong)}
        onLeave={() => {
          left.value = true;
        }}
      />
      {read.kind === 'ambiguous' && (
        <div class="question" role="alert">
          <span>Do you mean</span>
          {read.readings.map((reading) => (
            <button
              key={reading}
              type="button"
              class="button button-plain"
              onClick={() => {
                field.value.value = typedAs(reading);
              }}
            >
              {show(reading)}
            </button>
          ))}
        </div>
      )}
    </>
  );
};
