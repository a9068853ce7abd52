import { connectionsOf, staffAudience } from '../shared/connections.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { type Message, postToAll } from './post.ts';

type Data = Published['eventData'];

/** A valuation in the form of `GET /v1/portfolio`. */
const portfolioOf = ({
  spot,
  bid,
  valuedAt,
  walletId: _w,
  userId: _u,
  priceId: _p,
  ...rest
}: Data) => ({
  ...rest,
  price: { spot, bid, updatedAt: valuedAt },
});

const asTold = (data: Data): Data => data;

/** What each event is to whoever looks. */
const messages: Readonly<
  Record<string, { readonly type: Message['type']; readonly data: (data: Data) => Data }>
> = {
  WalletBalanceUpdated: { type: 'wallet', data: asTold },
  PortfolioUpdated: { type: 'portfolio', data: asTold },
  PortfolioValuationUpdated: { type: 'portfolio', data: portfolioOf },
  TransactionUpdated: { type: 'transaction', data: asTold },
  WithdrawalUpdated: { type: 'withdrawal', data: asTold },
  NotificationCreated: { type: 'notification', data: asTold },
  AccountUpdated: { type: 'account', data: asTold },
  WorkUpdated: { type: 'work', data: asTold },
};

/**
 * What changed of a person's own: told to that person's connections and to no other; and to those who work here, that
 * a list of theirs changed.
 */
export const handler = consumer('tell-watchers', async ({ eventType, eventData, userId }) => {
  const kind = messages[eventType];
  if (kind === undefined) return;
  const audience = kind.type === 'work' ? staffAudience : userId;
  const message = { type: kind.type, data: kind.data(eventData) };
  const { failed } = await postToAll(connectionsOf(audience), message);
  // Twice is harmless, since versions tell; never is not: a page that is connected asks for nothing.
  if (failed > 0) throw new Error('a connection did not take its message');
});
