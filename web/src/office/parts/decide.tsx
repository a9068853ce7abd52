import { type Signal, signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { useAction, useIntent } from '../../parts/action.ts';
import { Button, Trouble } from '../../parts/basics.tsx';
import { Segments } from '../../parts/fields.tsx';
import { Form } from '../../parts/form.tsx';
import { say } from '../../parts/toast.tsx';
import { InputField } from './input-field.tsx';
import type { Input } from './inputs.ts';

export type Given = Readonly<Record<string, string>>;

/** One way to decide: what it asks for, and what it does. */
export interface Decision {
  readonly name: string;
  readonly label: string;
  /** What it means, before it is done. */
  readonly note?: ComponentChildren;
  readonly button: string;
  readonly kind?: 'main' | 'danger';
  readonly inputs?: readonly Input[];
  /** Does it, once for a key; says what happened. Throws an `ApiProblem`. */
  readonly send: (given: Given, idempotencyKey: string) => Promise<string>;
}

/** Every input of every way, so that what was typed is there when the person comes back to it. */
const useInputs = (decisions: readonly Decision[]) => {
  const values = useMemo(() => new Map<string, Signal<string>>(), []);
  for (const { inputs = [] } of decisions)
    for (const { name, first = '' } of inputs)
      if (!values.has(name)) values.set(name, signal(first));
  return (name: string): Signal<string> => values.get(name) ?? signal('');
};

/** Has a person decide in one of a few ways. `about` is what they decide on: another one is another intent. */
export const Decide = ({
  about,
  decisions,
  onDone,
}: {
  readonly about: string;
  readonly decisions: readonly Decision[];
  readonly onDone: () => void;
}) => {
  const chosen = useSignal(decisions[0]?.name ?? '');
  const tried = useSignal(false);
  const fieldOf = useInputs(decisions);
  const { busy, problem, run } = useAction();
  const intent = useIntent();
  const decision = decisions.find(({ name }) => name === chosen.value) ?? decisions[0];
  if (decision === undefined) return null;
  const { inputs = [], kind = 'main' } = decision;
  const wrongIn = (input: Input) => input.check(fieldOf(input.name).value);
  const submit = async () => {
    const given = Object.fromEntries(
      inputs.map(({ name }) => [name, fieldOf(name).value.trim()] as const),
    );
    say(await decision.send(given, intent.keyFor([about, decision.name, given])));
    intent.done();
    onDone();
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if (inputs.every((input) => wrongIn(input) === undefined)) void run(submit);
      }}
    >
      {decisions.length > 1 && (
        <Segments
          label="What to do"
          value={chosen}
          options={decisions.map(({ name, label }) => [name, label])}
          onChange={() => {
            tried.value = false;
            problem.value = undefined;
          }}
        />
      )}
      {decision.note !== undefined && <div class="decision-note">{decision.note}</div>}
      {inputs.map((input) => (
        <InputField
          key={input.name}
          input={input}
          value={fieldOf(input.name)}
          wrong={
            problem.value?.fields.get(input.name) ?? (tried.value ? wrongIn(input) : undefined)
          }
        />
      ))}
      <Trouble problem={problem.value} />
      <Button type="submit" kind={kind} busy={busy.value}>
        {decision.button}
      </Button>
    </Form>
  );
};
