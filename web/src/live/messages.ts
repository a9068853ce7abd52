import { batch, type Signal } from '@preact/signals';
import { learnTime } from './clock.ts';
import {
  type Herald,
  type Holdings,
  heard,
  holdings,
  isHerald,
  type Portfolio,
  type Price,
  portfolio,
  price,
  priceBefore,
  type Transaction,
  transactions,
  type Wallet,
  wallet,
} from './state.ts';

/** What a page learns by asking. */
export type Message =
  | { readonly type: 'price'; readonly data: Price }
  | { readonly type: 'wallet'; readonly data: Wallet }
  | { readonly type: 'holdings'; readonly data: Holdings }
  | { readonly type: 'portfolio'; readonly data: Portfolio }
  | { readonly type: 'transactions'; readonly data: readonly Transaction[] };

interface Versioned {
  readonly version: number;
}

/** Messages may be late and come twice: an older version changes nothing. */
const isNews = (now: Versioned | undefined, next: Versioned): boolean =>
  now === undefined || next.version >= now.version;

/** Prices have no version but a time; texts of instants are in order when their times are. */
const takePrice = (next: Price): void => {
  const now = price.peek();
  if (now !== undefined && next.updatedAt < now.updatedAt) return;
  learnTime(next.updatedAt, next.ageSeconds);
  if (now?.priceId !== next.priceId) priceBefore.value = now;
  price.value = next;
};

/** Takes an answer in. */
export const receive = (message: Message): void =>
  batch(() => {
    switch (message.type) {
      case 'price':
        return takePrice(message.data);
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

/** What the platform tells by itself: a part of what it answers when asked, and always its version. */
type News =
  | { readonly type: 'price'; readonly data: Price }
  | { readonly type: 'wallet'; readonly data: Partial<Wallet> & Versioned }
  | { readonly type: 'portfolio'; readonly data: Partial<Holdings & Portfolio> & Versioned }
  | { readonly type: 'transaction'; readonly data: Transaction }
  | { readonly type: Herald };

/** Lays the news of a thing over what is known of it; nothing where nothing is known, for that is being asked for. */
const lay = <Known extends Versioned>(
  known: Signal<Known | undefined>,
  news: Partial<Known> & Versioned,
): void => {
  const now = known.peek();
  if (now !== undefined && isNews(now, news)) known.value = { ...now, ...news };
};

const layPortfolio = (news: Partial<Holdings & Portfolio> & Versioned): void => {
  // Without a value it is of the gold itself; what a valuation says of that, the page knows already.
  if (news.value === undefined) lay(holdings, news);
  const before = portfolio.peek()?.price.updatedAt;
  if (news.price !== undefined && before !== undefined && news.price.updatedAt < before) return;
  lay(portfolio, news);
};

const layTransaction = (news: Transaction): void => {
  const known = transactions.peek();
  if (known === undefined) return;
  const before = known.find(({ transactionId }) => transactionId === news.transactionId);
  if (!isNews(before, news)) return;
  transactions.value = [
    { ...before, ...news },
    ...known.filter((each) => each !== before),
  ].toSorted((a, b) => b.occurredAt.localeCompare(a.occurredAt));
};

const take = (news: News): void => {
  if (news.type === 'price') takePrice(news.data);
  else if (news.type === 'wallet') lay(wallet, news.data);
  else if (news.type === 'portfolio') layPortfolio(news.data);
  else if (news.type === 'transaction') layTransaction(news.data);
  // A newer platform may tell of what this page does not know.
  else if (isHerald(news.type)) heard[news.type].value += 1;
};

/** Takes in what came over the line. */
export const hear = (text: string): void => batch(() => take(JSON.parse(text) as News));
