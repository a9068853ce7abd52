import { call } from '../api/client.ts';
import type { WithdrawalForReview } from '../api/types.ts';
import { dayAndTime, money } from '../money/format.ts';
import { userId } from '../session/session.ts';
import { Decide, type Decision } from './parts/decide.tsx';
import { reasonInput } from './parts/inputs.ts';
import { hasRole, OthersDecide } from './parts/roles.tsx';
import { shortId } from './words.ts';

/** What the person's yes would be here: the last that is needed, one of two, or none at all. */
const standing = ({ steps, approvalsMissing, approvalsNeeded }: WithdrawalForReview) => {
  const approved = steps.filter(({ step }) => step === 'approved');
  const own = approved.find(({ by }) => by === userId.value);
  if (own !== undefined) return { kind: 'given', at: own.at } as const;
  const missing = approvalsMissing ?? approvalsNeeded ?? 1;
  const [first] = approved;
  if (missing > 1) return { kind: 'first' } as const;
  return first === undefined
    ? ({ kind: 'only' } as const)
    : ({ kind: 'second', by: first.by } as const);
};

const approvalNote = (withdrawal: WithdrawalForReview): string => {
  const stands = standing(withdrawal);
  switch (stands.kind) {
    case 'first':
      return 'It is above €50,000.00, so two people must agree. Yours is the first yes; it is paid when another person has given theirs.';
    case 'second':
      return `${shortId(stands.by)} has approved it. Yours is the second yes: it is paid at once.`;
    default:
      return 'One yes is enough: it is paid at once, and the customer sees it.';
  }
};

const decisionsOn = (withdrawal: WithdrawalForReview): readonly Decision[] => {
  const parameters = { id: withdrawal.withdrawalId };
  const amount = money(withdrawal.amount, withdrawal.currency);
  const stands = standing(withdrawal);
  const approve: Decision = {
    name: 'approve',
    label: 'Approve',
    note: <p>{approvalNote(withdrawal)}</p>,
    button: stands.kind === 'first' ? `Approve ${amount} as the first` : `Approve ${amount}`,
    send: async (_, idempotencyKey) => {
      const answer = await call('POST /v1/admin/withdrawals/{id}/approvals', {
        parameters,
        body: {},
        idempotencyKey,
      });
      return answer.status === 'approved'
        ? `${amount} approved: it goes to the bank.`
        : `Your approval of ${amount} counts. One more person must approve it.`;
    },
  };
  const reject: Decision = {
    name: 'reject',
    label: 'Reject',
    note: <p>The money is the customer’s to use again, in the wallet.</p>,
    button: `Reject ${amount}`,
    kind: 'danger',
    inputs: [reasonInput('The customer reads it.', 200, 1)],
    send: async ({ reason = '' }, idempotencyKey) => {
      await call('POST /v1/admin/withdrawals/{id}/rejections', {
        parameters,
        body: { reason },
        idempotencyKey,
      });
      return `${amount} rejected: it is back in the customer’s wallet.`;
    },
  };
  return stands.kind === 'given' ? [reject] : [approve, reject];
};

/** Approve or reject, where the person may; else why not. */
export const ApprovalDecision = ({
  withdrawal,
  onDone,
}: {
  readonly withdrawal: WithdrawalForReview;
  readonly onDone: () => void;
}) => {
  if (withdrawal.status !== 'waiting') return null;
  if (!hasRole('operations'))
    return <OthersDecide>Operations decides on withdrawals. You may look.</OthersDecide>;
  if (withdrawal.userId === userId.value)
    return <OthersDecide>This is your own withdrawal: somebody else decides on it.</OthersDecide>;
  const stands = standing(withdrawal);
  return (
    <>
      {stands.kind === 'given' && (
        <OthersDecide>
          You approved it on {dayAndTime(stands.at)}. A second person must approve it; that cannot
          be you.
        </OthersDecide>
      )}
      <Decide about={withdrawal.withdrawalId} decisions={decisionsOn(withdrawal)} onDone={onDone} />
    </>
  );
};
