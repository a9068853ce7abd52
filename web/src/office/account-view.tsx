import { call } from '../api/client.ts';
import type { Account } from '../api/types.ts';
import { dayAndTime } from '../money/format.ts';
import { Status } from '../pages/transaction-list.tsx';
import { Card, Facts } from '../parts/basics.tsx';
import { userId } from '../session/session.ts';
import { Decide, type Decision } from './parts/decide.tsx';
import { type Input, reasonInput } from './parts/inputs.ts';
import { StreamLink } from './parts/links.tsx';
import { hasRole, OthersDecide } from './parts/roles.tsx';

const typeInput: Input = {
  name: 'verificationType',
  label: 'Checked by',
  options: [
    ['operations', 'Documents, seen by operations'],
    ['video', 'Video call'],
    ['registry', 'Public registry'],
  ],
  first: 'operations',
  check: () => undefined,
};

const verificationOf = ({ userId: id, fullName }: Account): readonly Decision[] => [
  {
    name: 'verify',
    label: 'Verify',
    note: <p>Their limits rise and they can withdraw.</p>,
    button: `Verify ${fullName}`,
    inputs: [typeInput],
    send: async ({ verificationType = '' }) => {
      await call('POST /v1/admin/users/{id}/verifications', {
        parameters: { id },
        body: { outcome: 'verified', verificationType },
      });
      return `${fullName} is verified.`;
    },
  },
  {
    name: 'reject',
    label: 'Reject',
    note: <p>They stay within the limits of those who are not verified, and may try again.</p>,
    button: 'Reject the verification',
    kind: 'danger',
    inputs: [typeInput, reasonInput('Written down with the account.', 300)],
    send: async ({ verificationType = '', reason = '' }) => {
      await call('POST /v1/admin/users/{id}/verifications', {
        parameters: { id },
        body: { outcome: 'rejected', verificationType, reason },
      });
      return `The verification of ${fullName} is rejected.`;
    },
  },
];

const suspensionOf = ({ userId: id, fullName, status }: Account): readonly Decision[] =>
  status === 'suspended'
    ? [
        {
          name: 'reinstate',
          label: 'Reinstate',
          note: <p>The account and its wallet can be used again, at once.</p>,
          button: `Reinstate ${fullName}`,
          inputs: [reasonInput('Written down with the account.', 300)],
          send: async ({ reason = '' }) => {
            await call('POST /v1/admin/users/{id}/reinstatements', {
              parameters: { id },
              body: { reason },
            });
            return `${fullName} is reinstated: the wallet can be used again.`;
          },
        },
      ]
    : [
        {
          name: 'suspend',
          label: 'Suspend',
          note: <p>The wallet is frozen with it: nothing is bought, sold or paid out.</p>,
          button: `Suspend ${fullName}`,
          kind: 'danger',
          inputs: [reasonInput('Written down with the account.', 300)],
          send: async ({ reason = '' }) => {
            await call('POST /v1/admin/users/{id}/suspensions', {
              parameters: { id },
              body: { reason },
            });
            return `${fullName} is suspended: the wallet is frozen.`;
          },
        },
      ];

const Decisions = ({
  account,
  onDone,
}: {
  readonly account: Account;
  readonly onDone: () => void;
}) => {
  if (account.userId === userId.value)
    return <OthersDecide>This is your own account: others decide about it.</OthersDecide>;
  if (!hasRole('operations', 'compliance'))
    return (
      <OthersDecide>Operations and compliance decide about accounts. You may look.</OthersDecide>
    );
  if (account.status === 'erased')
    return <OthersDecide>This account was erased: nothing can be decided about it.</OthersDecide>;
  const { userId: id, kycStatus, status } = account;
  return (
    <>
      {kycStatus !== 'verified' && (
        <Card title="Verification">
          <Decide about={`kyc ${id}`} decisions={verificationOf(account)} onDone={onDone} />
        </Card>
      )}
      <Card title={status === 'suspended' ? 'Reinstatement' : 'Suspension'}>
        <Decide
          key={status}
          about={`${status} ${id}`}
          decisions={suspensionOf(account)}
          onDone={onDone}
        />
      </Card>
    </>
  );
};

/** One account, and what may be decided about it. */
export const AccountView = ({
  account,
  onDone,
}: {
  readonly account: Account;
  readonly onDone: () => void;
}) => (
  <div class="columns">
    <div class="column-wide">
      <Card title={account.fullName} aside={<Status status={account.status} />}>
        <Facts
          facts={[
            ['E-mail', account.email],
            ['Country', account.country],
            ['Identity', <Status key="kyc" status={account.kycStatus} />],
            ...(account.verificationPending
              ? [['Check by the provider', 'Under way'] as const]
              : []),
            ['Registered', dayAndTime(account.registeredAt)],
            ['Account', <StreamLink key="user" stream={`user-${account.userId}`} />],
            ['Wallet', <StreamLink key="wallet" stream={`wallet-${account.walletId}`} />],
            ...(hasRole('compliance', 'admin')
              ? [
                  [
                    'What they did',
                    <a key="audit" href={`/office/audit/${account.userId}`}>
                      Audit
                    </a>,
                  ] as const,
                ]
              : []),
          ]}
        />
      </Card>
    </div>
    <div class="column-side">
      <Decisions account={account} onDone={onDone} />
    </div>
  </div>
);
