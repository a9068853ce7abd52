import { ChartCredit } from '../charts/chart.tsx';
import { PriceChart } from '../charts/price-chart.tsx';
import { price } from '../live/state.ts';
import { pricePerGram, timeOfDay } from '../money/format.ts';
import { Card, Facts, Waiting } from '../parts/basics.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { OrderPanel } from './order-panel.tsx';
import { SandboxMarket } from './sandbox-market.tsx';

const Market = () => {
  const now = price.value;
  if (now === undefined) return <Waiting />;
  const text = (value: string) => `${pricePerGram(value, now.currency)} / g`;
  return (
    <Card title="Market">
      <Facts
        facts={[
          ['You buy at', text(now.ask)],
          ['Spot', text(now.spot)],
          ['You sell at', text(now.bid)],
          ['Session', now.session === 'open' ? 'Open' : 'Closed'],
          ['Price of', timeOfDay(now.updatedAt)],
        ]}
      />
    </Card>
  );
};

export const Trade = () => (
  <>
    <PageTitle title="Buy & sell" lead="At a price that holds for a minute once you have asked." />
    <div class="columns">
      <div class="column-side">
        <OrderPanel />
      </div>
      <div class="column-wide">
        <PriceChart />
        <Market />
        <SandboxMarket />
        <ChartCredit />
      </div>
    </div>
  </>
);
