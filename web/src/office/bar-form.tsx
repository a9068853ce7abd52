import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import { unitsOf } from '../money/decimal.ts';
import { fineGrams } from '../money/format.ts';
import { parseTyped } from '../money/parse.ts';
import { useAction } from '../parts/action.ts';
import { Button, Trouble } from '../parts/basics.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { say } from '../parts/toast.tsx';
import { InputField } from './parts/input-field.tsx';
import { textInput } from './parts/inputs.ts';

const refiner = textInput('refiner', 'Refiner', { most: 80, empty: 'Whose stamp it bears.' });
const serialPattern = /^[A-Za-z0-9-]{1,32}$/;

const isAtMost = (text: string, most: string, decimals: number): boolean =>
  unitsOf(text, decimals) <= unitsOf(most, decimals);

type Read = { readonly text: string } | { readonly wrong: string };

/** A number of a bar list, at most `most`. "401.125" and "401,125" are both four hundred: no bar weighs more than `most`. */
const readNumber = (typed: string, decimals: number, most: string, example: string): Read => {
  const read = parseTyped(typed, decimals);
  if (read.kind === 'empty') return { wrong: `As on the bar list, such as ${example}.` };
  if (read.kind === 'wrong') return { wrong: read.why };
  const readings = read.kind === 'ambiguous' ? read.readings : [read.text];
  const text = readings.find((each) => /[1-9]/.test(each) && isAtMost(each, most, decimals));
  return text === undefined
    ? { wrong: `More than 0 and at most ${most}, such as ${example}.` }
    : { text };
};

/** Takes a bar into the vault. */
export const BarForm = ({ onDone }: { readonly onDone: (serial: string) => Promise<void> }) => {
  const serial = useSignal('');
  const stamp = useSignal('');
  const weight = useSignal('');
  const fine = useSignal('');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const gross = readNumber(weight.value, 3, '999.999', '401.125');
  const fineness = readNumber(fine.value, 4, '1', '0.9958');
  const wrongSerial = serialPattern.test(serial.value.trim())
    ? undefined
    : 'Letters, digits and dashes, at most 32.';
  const fields = problem.value?.fields;
  const shown = (own: string | undefined, field: string) =>
    (tried.value ? own : undefined) ?? fields?.get(field);
  const receive = async () => {
    if (!('text' in gross && 'text' in fineness)) return;
    const bar = await call('POST /v1/admin/vault/bars', {
      body: {
        serial: serial.value.trim(),
        refiner: stamp.value.trim(),
        grossWeight: gross.text,
        fineness: fineness.text,
      },
    });
    say(
      `${bar.barSerial} is in the vault: ${fineGrams(bar.fineGrams)} in ${bar.lots.length} lots.`,
    );
    for (const each of [serial, stamp, weight, fine]) each.value = '';
    tried.value = false;
    void onDone(bar.barSerial);
  };
  return (
    <Form
      tried={tried}
      send={() => {
        const isRight = 'text' in gross && 'text' in fineness && wrongSerial === undefined;
        if (isRight && refiner.check(stamp.value) === undefined) void run(receive);
      }}
    >
      <Field label="Serial number" value={serial} wrong={shown(wrongSerial, 'serial')} />
      <InputField
        input={refiner}
        value={stamp}
        wrong={shown(refiner.check(stamp.value), 'refiner')}
      />
      <Field
        label="Gross weight"
        value={weight}
        unit="oz"
        hint="Troy ounces."
        wrong={shown('wrong' in gross ? gross.wrong : undefined, 'grossWeight')}
      />
      <Field
        label="Fineness"
        value={fine}
        hint="A part of one."
        wrong={shown('wrong' in fineness ? fineness.wrong : undefined, 'fineness')}
      />
      <Trouble problem={fields?.size === 0 ? problem.value : undefined} />
      <Button type="submit" kind="main" busy={busy.value}>
        Receive the bar
      </Button>
    </Form>
  );
};
