import { call } from '../api/client.ts';
import type { Withdrawal } from '../api/types.ts';
import { dayAndTime, money } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Button, Trouble } from '../parts/basics.tsx';
import { say } from '../parts/toast.tsx';
import { Status } from './transaction-list.tsx';
import { inWords } from './transaction-text.ts';

/** The way of a withdrawal that goes well. */
const way = ['requested', 'approved', 'processing', 'completed'] as const;
const ways: Readonly<Record<(typeof way)[number], string>> = {
  requested: 'Requested',
  approved: 'Checked',
  processing: 'At the bank',
  completed: 'Paid',
};

const ended = new Set(['completed', 'rejected', 'failed', 'cancelled', 'returned']);
const cancellable = new Set(['requested', 'waiting', 'approved']);

interface Step {
  readonly name: string;
  readonly at: string | undefined;
  readonly state: 'done' | 'now' | 'ahead' | 'ended';
}

/** What was done, what is being done, and what lies ahead; an unhappy end takes the place of what would have been. */
const stepsOf = ({ status, steps }: Withdrawal): readonly Step[] => {
  const at = new Map(steps.map((step) => [step.step, step.at]));
  const happy = way.filter((name) => name === 'requested' || at.has(name) || !ended.has(status));
  const firstAhead = happy.findIndex((name) => name !== 'requested' && !at.has(name));
  const shown = happy.map((name, index): Step => {
    const done = name === 'requested' || at.has(name);
    return {
      name: ways[name],
      at: at.get(name),
      state: done ? 'done' : index === firstAhead ? 'now' : 'ahead',
    };
  });
  return ended.has(status) && status !== 'completed'
    ? [...shown, { name: inWords(status), at: at.get(status), state: 'ended' }]
    : shown;
};

/** A withdrawal with its way to the bank. */
export const WithdrawalView = ({
  withdrawal,
  onChange,
}: {
  readonly withdrawal: Withdrawal;
  readonly onChange: () => Promise<void>;
}) => {
  const { busy, problem, run } = useAction();
  const cancel = async () => {
    await call('DELETE /v1/withdrawals/{id}', { parameters: { id: withdrawal.withdrawalId } });
    await onChange();
    say('Withdrawal cancelled. The money is yours to use again.');
  };
  return (
    <article class="journey">
      <header>
        <span class="row-main">
          <span class="row-title number">{money(withdrawal.amount, withdrawal.currency)}</span>
          <span class="row-sub">{dayAndTime(withdrawal.requestedAt)}</span>
        </span>
        <Status status={withdrawal.status} />
      </header>
      <ol class="steps">
        {stepsOf(withdrawal).map(({ name, at, state }) => (
          <li
            key={name}
            class={`step step-${state}`}
            aria-current={state === 'now' ? 'step' : undefined}
          >
            <span>{name}</span>
            {at !== undefined && <time class="number">{dayAndTime(at)}</time>}
          </li>
        ))}
      </ol>
      {withdrawal.reason !== undefined && <p class="soft">{inWords(withdrawal.reason)}</p>}
      <Trouble problem={problem.value} />
      {cancellable.has(withdrawal.status) && (
        <Button kind="quiet" busy={busy.value} onClick={() => void run(cancel)}>
          Cancel it
        </Button>
      )}
    </article>
  );
};
