import { CommandHandler, type Event, getInMemoryEventStore } from '@event-driven-io/emmett';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import type { Step } from '../../functions/store/wallet-commands.ts';
import type { Contender } from './contender.ts';

/** A wallet's event as Emmett's types want one. */
type Recorded = Event<WalletEvent['type'], Record<string, unknown>>;

/** Emmett with its store in memory: no engine, no network and no disk, but every event of the stream folded. */
export const emmett = (): Contender => {
  const store = getInMemoryEventStore();
  const evolving = {
    evolve: (state: Wallet, event: Recorded) => wallet.evolve(state, event as WalletEvent),
    initialState: () => wallet.initialState,
  };
  const decided = (state: Wallet, { command }: Step) =>
    wallet.decide(command, state) as readonly unknown[] as Recorded[];
  const handle = CommandHandler<Wallet, Recorded>(evolving);
  return {
    name: 'emmett in memory',
    fill: async (owner, steps) => {
      let state = wallet.initialState;
      for (const step of steps) {
        const events = decided(state, step);
        await store.appendToStream(owner, events);
        state = events.reduce(evolving.evolve, state);
      }
    },
    load: async (owner) => (await store.aggregateStream<Wallet, Recorded>(owner, evolving)).state,
    perform: (owner, step) => handle(store, owner, (state) => decided(state, step)),
  };
};
