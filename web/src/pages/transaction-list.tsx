import type { Transaction } from '../live/state.ts';
import { dayAndTime } from '../money/format.ts';
import { Icon } from '../parts/icon.tsx';
import { gramsOf, iconOf, inWords, nameOf, signedAmount, toneOf } from './transaction-text.ts';

export const Status = ({ status }: { readonly status: string }) => (
  <span class={`status status-${toneOf(status)}`}>{inWords(status)}</span>
);

/** Transactions, newest first, each a link to what it is made of. */
export const TransactionList = ({ items }: { readonly items: readonly Transaction[] }) => (
  <ul class="rows">
    {items.map((transaction) => (
      <li key={transaction.transactionId}>
        <a class="row" href={`/history/${transaction.transactionId}`}>
          <span class="row-icon">
            <Icon name={iconOf(transaction)} />
          </span>
          <span class="row-main">
            <span class="row-title">{nameOf(transaction)}</span>
            <span class="row-sub">{dayAndTime(transaction.occurredAt)}</span>
          </span>
          <Status status={transaction.status} />
          <span class="row-numbers">
            <span class="number">{signedAmount(transaction)}</span>
            <span class="number row-sub">{gramsOf(transaction)}</span>
          </span>
        </a>
      </li>
    ))}
  </ul>
);
