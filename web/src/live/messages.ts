import { batch } from '@preact/signals';
import { learnTime } from './clock.ts';
import {
  type Holdings,
  holdings,
  type Price,
  portfolio,
  price,
  priceBefore,
  type Transaction,
  transactions,
  type Wallet,
  wallet,
} from './state.ts';

/** What the platform tells a page, however it comes: by polling now, over a WebSocket as well. */
export type Message =
  | { readonly type: 'price'; readonly data: Price }
  | { readonly type: 'wallet'; readonly data: Wallet }
  | { readonly type: 'holdings'; readonly data: Holdings }
  | { readonly type: 'portfolio'; readonly data: NonNullable<typeof portfolio.value> }
  | { readonly type: 'transactions'; readonly data: readonly Transaction[] };

interface Versioned {
  readonly version: number;
}

/** Messages may be late and come twice: an older version changes nothing. */
const isNews = (now: Versioned | undefined, next: Versioned): boolean =>
  now === undefined || next.version >= now.version;

/** Takes a message in. */
export const receive = (message: Message): void =>
  batch(() => {
    switch (message.type) {
      case 'price': {
        const now = price.peek();
        learnTime(message.data.updatedAt, message.data.ageSeconds);
        if (now?.priceId !== message.data.priceId) priceBefore.value = now;
        price.value = message.data;
        return;
      }
      case 'wallet':
        if (isNews(wallet.peek(), message.data)) wallet.value = message.data;
        return;
      case 'holdings':
        if (isNews(holdings.peek(), message.data)) holdings.value = message.data;
        return;
      case 'portfolio':
        if (isNews(portfolio.peek(), message.data)) portfolio.value = message.data;
        return;
      case 'transactions':
        transactions.value = message.data;
    }
  });
