import { call } from '../api/client.ts';
import { ChartCredit } from '../charts/chart.tsx';
import { PriceChart } from '../charts/price-chart.tsx';
import { ValueChart } from '../charts/value-chart.tsx';
import {
  gain,
  goldValue,
  holdings,
  portfolio,
  total,
  transactions,
  wallet,
} from '../live/state.ts';
import { isZero, percentOf } from '../money/decimal.ts';
import { grams, money, pricePerGram, rate, signedPercent } from '../money/format.ts';
import { Card, Empty, Facts, Gain, Waiting } from '../parts/basics.tsx';
import { useLoaded } from '../parts/loaded.ts';
import { PageTitle } from '../shell/shell.tsx';
import { OrderPanel } from './order-panel.tsx';
import { TransactionList } from './transaction-list.tsx';

const recentMax = 5;

const gainPercent = (): string | undefined => {
  const [amount, held] = [gain.value, holdings.value];
  const percent =
    amount === undefined || held === undefined ? undefined : percentOf(amount, held.costBasis);
  return percent === undefined ? undefined : signedPercent(percent);
};

/** What everything is worth, and how it came to that. */
const Worth = () => {
  const [all, value, held, won] = [total.value, goldValue.value, holdings.value, gain.value];
  if (all === undefined || value === undefined || held === undefined || won === undefined)
    return (
      <Card class="worth worth-waiting" title="Portfolio">
        <Waiting lines={6} />
      </Card>
    );
  return (
    <Card class="worth" title="Portfolio">
      <p class="worth-total number">{money(all)}</p>
      {isZero(held.grams) ? (
        <p class="worth-gain soft">{isZero(all) ? 'Nothing paid in yet' : 'All of it in money'}</p>
      ) : (
        <p class="worth-gain">
          <Gain amount={won} percent={gainPercent()} />
          <span class="soft"> on gold of {money(value)}</span>
        </p>
      )}
      {isZero(held.grams) ? (
        <Empty icon="trade" title="No gold yet">
          <p>See what it is worth, second by second.</p>
          {isZero(wallet.value?.available ?? '0') ? (
            <a class="button button-main" href="/deposit">
              Deposit money
            </a>
          ) : (
            <a class="button button-main" href="/trade">
              Buy gold
            </a>
          )}
        </Empty>
      ) : (
        <ValueChart />
      )}
    </Card>
  );
};

const Holding = () => {
  const [held, cash] = [holdings.value, wallet.value];
  if (held === undefined || cash === undefined)
    return (
      <Card title="Holdings">
        <Waiting />
      </Card>
    );
  const waiting = !isZero(cash.pending);
  return (
    <Card title="Holdings">
      <Facts
        facts={[
          ['Gold', <strong key="gold">{grams(held.grams)}</strong>],
          ['Average cost', `${pricePerGram(held.averageCost)} / g`],
          ['Paid for it', money(held.costBasis)],
          ...(portfolio.value === undefined
            ? []
            : [
                [
                  'Realised gain',
                  <Gain key="realised" amount={portfolio.value.realisedGain} />,
                ] as const,
              ]),
          ['Cash available', <strong key="cash">{money(cash.available)}</strong>],
          ...(isZero(cash.reserved) ? [] : [['Set aside', money(cash.reserved)] as const]),
          ...(waiting ? [['On its way in', money(cash.pending)] as const] : []),
        ]}
      />
    </Card>
  );
};

const loadPerformance = () => call('GET /v1/portfolio/performance');
const performanceEveryMs = 60_000;

/** How well it has done: by what was paid and when, and by the price alone. */
const Returns = () => {
  const { value } = useLoaded(loadPerformance, { everyMs: performanceEveryMs });
  const returns = value.value;
  if (returns === undefined || returns.moneyWeighted.period === null) return null;
  const yearly = returns.moneyWeighted.year;
  return (
    <Card title="Return">
      <Facts
        facts={[
          ['On your money', rate(returns.moneyWeighted.period)],
          ...(returns.timeWeighted.period === null
            ? []
            : [['Of the price alone', rate(returns.timeWeighted.period)] as const]),
          ...(yearly === null || returns.timeWeighted.year === null
            ? []
            : [['A year', rate(yearly)] as const]),
        ]}
      />
    </Card>
  );
};

const Recent = () => {
  const items = transactions.value;
  return (
    <Card title="Latest" aside={<a href="/history">All of it</a>}>
      {items === undefined && <Waiting />}
      {items?.length === 0 && <Empty icon="history" title="Nothing has happened yet" />}
      {items !== undefined && <TransactionList items={items.slice(0, recentMax)} />}
    </Card>
  );
};

export const Overview = () => (
  <>
    <PageTitle title="Overview" />
    <div class="columns">
      <div class="column-wide">
        <Worth />
        <PriceChart />
        <Recent />
      </div>
      <div class="column-side">
        <OrderPanel />
        <Holding />
        <Returns />
        <ChartCredit />
      </div>
    </div>
  </>
);
