import { call } from '../api/client.ts';
import type { DepositInReview } from '../api/types.ts';
import { money } from '../money/format.ts';
import { Decide, type Decision } from './parts/decide.tsx';
import { emailWrong, type Input, reasonInput } from './parts/inputs.ts';
import { ownerOf } from './parts/owner.ts';
import { hasRole, OthersDecide } from './parts/roles.tsx';
import { idIn } from './words.ts';

const whoseInput: Input = {
  name: 'whose',
  label: 'Whose is it?',
  hint: 'The customer’s e-mail address, payment reference, or wallet ID.',
  check: (text) => {
    if (text.trim() === '') return 'An e-mail address, a payment reference or a wallet ID.';
    if (text.includes('@')) return emailWrong(text);
    return text.trim().length > 140 ? 'At most 140 characters.' : undefined;
  },
};

const isReference = (whose: string): boolean => !whose.includes('@') && idIn(whose) === undefined;

const ofWallet = (
  amount: string,
  parameters: { readonly id: string },
  reason: string | undefined,
): readonly Decision[] => [
  {
    name: 'confirm',
    label: 'Confirm',
    note: (
      <p>
        The bank’s books are asked once more; then the money is the customer’s to spend. Whoever
        assigned it here cannot confirm it.
        {reason === 'name-mismatch' && ' It was paid under another name: be sure that is right.'}
      </p>
    ),
    button: `Confirm ${amount}`,
    send: async (_, idempotencyKey) => {
      await call('POST /v1/admin/deposits/{id}/confirmations', {
        parameters,
        body: {},
        idempotencyKey,
      });
      return `${amount} confirmed: the customer can spend it.`;
    },
  },
  {
    name: 'reject',
    label: 'Reject',
    note: <p>It leaves the wallet and waits here again, to be assigned or returned.</p>,
    button: `Reject ${amount}`,
    kind: 'danger',
    inputs: [reasonInput('Written down with the deposit.', 200, 1)],
    send: async ({ reason: why = '' }, idempotencyKey) => {
      await call('POST /v1/admin/deposits/{id}/rejections', {
        parameters,
        body: { reason: why },
        idempotencyKey,
      });
      return `${amount} rejected: it is nobody’s until it is assigned or returned.`;
    },
  },
];

const ofNobody = (amount: string, parameters: { readonly id: string }): readonly Decision[] => [
  {
    name: 'assign',
    label: 'Assign',
    note: <p>It arrives in that wallet as a deposit, and is checked there like any other.</p>,
    button: `Assign ${amount}`,
    inputs: [whoseInput],
    send: async ({ whose = '' }, idempotencyKey) => {
      const answer = await call('POST /v1/admin/deposits/{id}/assignments', {
        parameters,
        body: isReference(whose) ? { reference: whose } : await ownerOf(whose),
        idempotencyKey,
      });
      return `${amount} assigned to the wallet …${answer.walletId.slice(-8)}.`;
    },
  },
  {
    name: 'return',
    label: 'Send back',
    note: <p>The bank pays it back to the account that it came from.</p>,
    button: `Send ${amount} back`,
    kind: 'danger',
    inputs: [reasonInput('The payer’s bank reads it.', 200, 1)],
    send: async ({ reason = '' }, idempotencyKey) => {
      await call('POST /v1/admin/deposits/{id}/returns', {
        parameters,
        body: { reason },
        idempotencyKey,
      });
      return `${amount} is on its way back.`;
    },
  },
];

/** What can be done about a deposit in review, by where its money lies. */
export const DepositDecision = ({
  deposit,
  onDone,
}: {
  readonly deposit: DepositInReview;
  readonly onDone: () => void;
}) => {
  const { transactionId, source, reason } = deposit;
  const amount = money(deposit.amount, deposit.currency);
  const parameters = { id: transactionId };
  const isWallets = source === 'wallet';
  if (isWallets && !hasRole('operations', 'compliance'))
    return <OthersDecide>Operations and compliance decide on it. You may look.</OthersDecide>;
  if (!isWallets && !hasRole('operations'))
    return <OthersDecide>Operations assigns it or sends it back. You may look.</OthersDecide>;
  return (
    <Decide
      about={transactionId}
      decisions={isWallets ? ofWallet(amount, parameters, reason) : ofNobody(amount, parameters)}
      onDone={onDone}
    />
  );
};
