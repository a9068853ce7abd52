import { call } from '../api/client.ts';
import type { PoolRecord } from '../api/types.ts';
import { money } from '../money/format.ts';
import { Decide, type Decision } from './parts/decide.tsx';
import { reasonInput } from './parts/inputs.ts';
import { hasRole, OthersDecide } from './parts/roles.tsx';

const closeIt = (pool: PoolRecord, parameters: { readonly id: string }): Decision => ({
  name: 'close',
  label: 'Close now',
  note: (
    <p>
      {pool.participants < pool.minimumParticipants
        ? `It has ${pool.participants} of at least ${pool.minimumParticipants} members: it cannot be closed yet.`
        : `Nobody can join any more, and gold is bought for ${money(pool.committedAmount, pool.currency)}.`}
    </p>
  ),
  button: `Close ${pool.name}`,
  send: async () => {
    await call('POST /v1/admin/pools/{id}/closures', { parameters, body: {} });
    return `${pool.name} is closed: its gold is being bought.`;
  },
});

const cancelIt = (pool: PoolRecord, parameters: { readonly id: string }): Decision => ({
  name: 'cancel',
  label: 'Cancel',
  note: <p>Everybody gets their money back; no gold is bought.</p>,
  button: `Cancel ${pool.name}`,
  kind: 'danger',
  inputs: [reasonInput('The members are told.', 200, 1)],
  send: async ({ reason = '' }) => {
    await call('POST /v1/admin/pools/{id}/cancellations', { parameters, body: { reason } });
    return `${pool.name} is cancelled: everybody gets their money back.`;
  },
});

const askAgain = (pool: PoolRecord, parameters: { readonly id: string }): Decision => ({
  name: 'retry',
  label: 'Ask the dealer again',
  note: (
    <p>
      The dealer gave no clear answer. Ask it again once you know what it meant: under the same
      order, so nothing is bought twice.
    </p>
  ),
  button: 'Ask the dealer again',
  send: async () => {
    await call('POST /v1/admin/pools/{id}/purchases', { parameters, body: {} });
    return `The dealer is asked again for ${pool.name}.`;
  },
});

const makersOf = ({ status, delay }: PoolRecord) => {
  if (status === 'open') return [closeIt, cancelIt];
  if (status !== 'closed') return [];
  return delay?.waitsFor === 'people' ? [askAgain, cancelIt] : [cancelIt];
};

/** What can be done with a pool, as far as it has come. */
export const PoolDecision = ({
  pool,
  onDone,
}: {
  readonly pool: PoolRecord;
  readonly onDone: () => void;
}) => {
  const parameters = { id: pool.poolId };
  const makers = makersOf(pool);
  if (makers.length === 0) return null;
  if (!hasRole('operations'))
    return <OthersDecide>Operations runs the pools. You may look.</OthersDecide>;
  return (
    <Decide
      key={pool.status}
      about={pool.poolId}
      decisions={makers.map((make) => make(pool, parameters))}
      onDone={onDone}
    />
  );
};
