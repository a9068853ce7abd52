import { useSignal, useSignalEffect } from '@preact/signals';
import { call } from '../api/client.ts';
import type { BankAccountListed, Withdrawal } from '../api/types.ts';
import { caughtUp } from '../live/live.ts';
import { heard, wallet } from '../live/state.ts';
import { iban, money } from '../money/format.ts';
import { useAction, useIntent } from '../parts/action.ts';
import { Button, Card, Empty, Trouble, Waiting } from '../parts/basics.tsx';
import { AmountField, amountIn, Choice } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { type Loaded, useLoaded } from '../parts/loaded.ts';
import { say } from '../parts/toast.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { isUsable, PayeesCard } from './payees.tsx';
import { WithdrawalView } from './withdrawal-view.tsx';

const followEveryMs = 3_000;

const loadPayees = async () => (await call('GET /v1/bank-accounts')).items;
const loadWithdrawals = async () => (await call('GET /v1/withdrawals', { parameters: {} })).items;

const WithdrawForm = ({
  payees,
  onDone,
}: {
  readonly payees: readonly BankAccountListed[];
  readonly onDone: () => Promise<void>;
}) => {
  const usable = payees.filter(isUsable);
  const typed = useSignal('');
  const payee = useSignal(usable[0]?.bankAccountId ?? '');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const intent = useIntent();
  const read = amountIn(typed.value, 2);
  useSignalEffect(() => {
    if (payee.value === '' && usable[0] !== undefined) payee.value = usable[0].bankAccountId;
  });
  const submit = async () => {
    if (!('amount' in read)) return;
    const body = { amount: read.amount, bankAccountId: payee.value };
    const before = wallet.peek()?.version;
    await call('POST /v1/withdrawals', { body, idempotencyKey: intent.keyFor(body) });
    intent.done();
    say(`${money(read.amount)} is being prepared for your bank.`);
    typed.value = '';
    tried.value = false;
    await onDone();
    void caughtUp(before);
  };
  if (usable.length === 0)
    return (
      <Empty icon="withdraw" title="No account can be paid to yet">
        <p>
          {payees.length === 0
            ? 'Add a bank account first.'
            : 'A new account can be paid to a day after it was added, for your safety.'}
        </p>
      </Empty>
    );
  const wrong = tried.value && 'wrong' in read ? read.wrong : problem.value?.fields.get('amount');
  return (
    <Form
      tried={tried}
      send={() => {
        if ('amount' in read) void run(submit);
      }}
    >
      <AmountField
        label="How much"
        value={typed}
        decimals={2}
        show={money}
        unit="EUR"
        wrong={wrong}
        hint={<span class="number">{money(wallet.value?.available ?? '0')} available</span>}
      />
      <Choice
        label="To"
        value={payee}
        options={usable.map((each) => [each.bankAccountId, iban(each.iban)])}
      />
      <Trouble problem={problem.value?.fields.size === 0 ? problem.value : undefined} />
      <Button type="submit" kind="main" busy={busy.value}>
        Withdraw
      </Button>
    </Form>
  );
};

const Withdrawals = ({ withdrawals }: { readonly withdrawals: Loaded<readonly Withdrawal[]> }) => {
  const list = withdrawals.value.value;
  return (
    <Card title="Withdrawals">
      <Trouble problem={withdrawals.problem.value} />
      {list === undefined && withdrawals.problem.value === undefined && <Waiting />}
      {list?.length === 0 && <Empty icon="withdraw" title="No withdrawal yet" />}
      {list?.map((withdrawal) => (
        <WithdrawalView
          key={withdrawal.withdrawalId}
          withdrawal={withdrawal}
          onChange={withdrawals.again}
        />
      ))}
    </Card>
  );
};

export const Withdraw = () => {
  const payees = useLoaded(loadPayees);
  const withdrawals = useLoaded(loadWithdrawals, {
    everyMs: followEveryMs,
    news: heard.withdrawal,
  });
  return (
    <>
      <PageTitle title="Withdraw" lead="To a bank account of your own." />
      <div class="columns">
        <div class="column-wide">
          <Card title="Withdraw money">
            {payees.value.value === undefined ? (
              <Waiting />
            ) : (
              <WithdrawForm payees={payees.value.value} onDone={withdrawals.again} />
            )}
          </Card>
          <Withdrawals withdrawals={withdrawals} />
        </div>
        <div class="column-side">
          <PayeesCard payees={payees} />
        </div>
      </div>
    </>
  );
};
