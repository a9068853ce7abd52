import { type Aggregate, decideBy, evolveBy } from '../shared/decider.ts';
import { formatMoney, moneyFromWire, wholeUnits } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import type { ParticipationCommand } from './commands.ts';
import type { ParticipationEvent } from './events.ts';

/** One customer's part in a pool. */
export interface Participation {
  /** Empty until PoolParticipationCommitted. */
  readonly participationId: string;
  readonly poolId: string;
  readonly userId: string;
  readonly walletId: string;
  readonly reservationId: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly currency: string;
  readonly committedAt: string;
  readonly status: 'committed' | 'released';
}

/** A type, so that it is a record of JSON. */
export type PublicParticipation = Omit<Participation, 'amount'> & { readonly amount: string };

/** A participation (stream `participation-<participationId>`), so that many can commit at once. */
export const participation: Aggregate<Participation, ParticipationCommand, ParticipationEvent> = {
  type: 'participation',
  stateVersion: 2,
  initialState: {
    participationId: '',
    poolId: '',
    userId: '',
    walletId: '',
    reservationId: '',
    amount: 0n,
    currency: '',
    committedAt: '',
    status: 'committed',
  },
  publicState: (state): PublicParticipation => ({
    ...state,
    amount: formatMoney(state.amount, state.currency),
  }),
  evolve: evolveBy<Participation, ParticipationEvent>({
    PoolParticipationCommitted: (_state, { data: { at, ...data } }) => ({
      ...data,
      committedAt: at,
      amount: moneyFromWire(data.amount, data.currency),
      status: 'committed',
    }),
    PoolParticipationReleased: (state) => ({ ...state, status: 'released' }),
  }),
  decide: decideBy<Participation, ParticipationCommand, ParticipationEvent>({
    CommitParticipation: ({ type: _type, amount, ...facts }, state) => {
      if (state.participationId !== '')
        throw new Refusal(
          'pool.already-committed',
          'This customer has committed to this pool before.',
        );
      const least = wholeUnits(policy.pool.commitmentMinUnits, facts.currency);
      if (amount < least)
        throw new Refusal('trading.below-minimum-amount', 'The commitment is too small.', {
          minimum: formatMoney(least, facts.currency),
        });
      const data = { ...facts, amount: formatMoney(amount, facts.currency) };
      return [{ type: 'PoolParticipationCommitted', data }];
    },
    ReleaseParticipation: ({ reason, at }, state) => {
      const { participationId, poolId, userId, walletId } = state;
      if (participationId === '')
        throw new Refusal('reservation.unknown', 'There is no such participation.');
      if (state.status === 'released') return [];
      const amount = formatMoney(state.amount, state.currency);
      const data = { poolId, participationId, userId, walletId, amount, reason, at };
      return [{ type: 'PoolParticipationReleased', data }];
    },
  }),
};
