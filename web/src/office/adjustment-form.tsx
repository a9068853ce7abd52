import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import { money, signedMoney } from '../money/format.ts';
import { useAction, useIntent } from '../parts/action.ts';
import { Button, Trouble } from '../parts/basics.tsx';
import { AmountField, amountIn, Choice, Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { say } from '../parts/toast.tsx';
import { InputField } from './parts/input-field.tsx';
import { emailOrIdWrong, reasonInput } from './parts/inputs.ts';
import { ownerOf } from './parts/owner.ts';

const currency = 'EUR';
const reason = reasonInput('The customer reads it in the history.');

const whoseWrong = (text: string): string | undefined =>
  text.trim() === '' ? 'An e-mail address or a wallet ID.' : emailOrIdWrong(text);

/** The first of two people asks for a correction of a customer's cash. */
export const AdjustmentForm = ({
  onDone,
}: {
  readonly onDone: (adjustmentId: string) => Promise<void>;
}) => {
  const whose = useSignal('');
  const direction = useSignal<'give' | 'take'>('give');
  const typed = useSignal('');
  const why = useSignal('');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const intent = useIntent();
  const read = amountIn(typed.value, 2);
  const wrongReason = reason.check(why.value);
  const request = async () => {
    if (!('amount' in read)) return;
    const amount = `${direction.value === 'take' ? '-' : ''}${read.amount}`;
    const body = { ...(await ownerOf(whose.value)), amount, currency, reason: why.value.trim() };
    const { adjustmentId } = await call('POST /v1/admin/adjustments', {
      body,
      idempotencyKey: intent.keyFor(body),
    });
    intent.done();
    say(`${signedMoney(amount, currency)} asked for. Another person must approve it.`);
    for (const each of [whose, typed, why]) each.value = '';
    tried.value = false;
    void onDone(adjustmentId);
  };
  const fields = problem.value?.fields;
  return (
    <Form
      tried={tried}
      send={() => {
        if ('amount' in read && whoseWrong(whose.value) === undefined && wrongReason === undefined)
          void run(request);
      }}
    >
      <Field
        label="Whose cash?"
        value={whose}
        hint="E-mail address or wallet ID."
        wrong={
          (tried.value ? whoseWrong(whose.value) : undefined) ??
          fields?.get('walletId') ??
          fields?.get('email')
        }
      />
      <Choice
        label="Which way"
        value={direction}
        options={[
          ['give', 'Give to the customer'],
          ['take', 'Take from the customer'],
        ]}
      />
      <AmountField
        label="Amount"
        value={typed}
        decimals={2}
        show={(decimal) => money(decimal)}
        unit={currency}
        wrong={tried.value && 'wrong' in read ? read.wrong : fields?.get('amount')}
      />
      <InputField
        input={reason}
        value={why}
        wrong={(tried.value ? wrongReason : undefined) ?? fields?.get('reason')}
      />
      <Trouble problem={problem.value} />
      <Button type="submit" kind="main" busy={busy.value}>
        Ask for it
      </Button>
    </Form>
  );
};
