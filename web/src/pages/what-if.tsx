import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../api/client.ts';
import type { WhatIf as Outcome } from '../api/types.ts';
import { Chart, ChartCredit } from '../charts/chart.tsx';
import { drawn, percentOf } from '../money/decimal.ts';
import { day, grams, money, rate, signedPercent } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Empty, Facts, Gain, Trouble } from '../parts/basics.tsx';
import { AmountField, amountIn, Field, Segments } from '../parts/fields.tsx';
import { PageTitle } from '../shell/shell.tsx';

const today = (): string => new Date().toISOString().slice(0, 10);
const tenYearsAgo = (): string => `${new Date().getUTCFullYear() - 10}-01-02`;
const secondsOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1_000;

const OutcomeView = ({ outcome }: { readonly outcome: Outcome }) => {
  const { currency, series, invested, value, gain, moneyWeightedReturn } = outcome;
  const percent = percentOf(gain, invested);
  return (
    <>
      <p class="worth-total number">{money(value, currency)}</p>
      <p class="worth-gain">
        <Gain
          amount={gain}
          currency={currency}
          percent={percent === undefined ? undefined : signedPercent(percent)}
        />
      </p>
      <Chart
        tall
        drawing={{
          kind: 'area',
          points: series.map((point) => ({ at: secondsOf(point.day), value: drawn(point.value) })),
          beside: series.map((point) => ({
            at: secondsOf(point.day),
            value: drawn(point.invested),
          })),
        }}
        says={`The value over time, ending at ${money(value, currency)} for ${money(invested, currency)} invested.`}
      />
      <Facts
        facts={[
          ['Invested', money(invested, currency)],
          ['Gold', grams(outcome.grams)],
          ...(moneyWeightedReturn === null
            ? []
            : [['Return a year', rate(moneyWeightedReturn)] as const]),
        ]}
      />
      <ChartCredit />
    </>
  );
};

/** What an investment in the past would be worth now, on real prices. */
export const WhatIf = () => {
  const plan = useSignal<'once' | 'monthly'>('monthly');
  const typed = useSignal('100');
  const since = useSignal(tenYearsAgo());
  const tried = useSignal(false);
  const outcome = useSignal<Outcome | undefined>(undefined);
  const { busy, problem, run } = useAction();
  const read = amountIn(typed.value, 2);
  const wrongDay = since.value === '' || since.value > today() ? 'A day in the past.' : undefined;
  const ask = async () => {
    if (!('amount' in read)) return;
    const { amount } = read;
    const invest =
      plan.value === 'once' ? { amount, on: since.value } : { amount, monthlyFrom: since.value };
    outcome.value = await call('POST /v1/portfolio/what-if', { body: { invest } });
  };
  // The page opens with an example, not with an empty frame.
  useEffect(() => {
    void run(ask);
  }, []);
  return (
    <>
      <PageTitle
        title="What if"
        lead="What would it be worth, had you begun earlier? On the real prices of then."
      />
      <div class="columns">
        <div class="column-side">
          <Card title="Your plan">
            <form
              class="form"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                tried.value = true;
                if ('amount' in read && wrongDay === undefined) void run(ask);
              }}
            >
              <Segments
                label="How to invest"
                value={plan}
                options={[
                  ['monthly', 'Every month'],
                  ['once', 'Once'],
                ]}
              />
              <AmountField
                label={plan.value === 'once' ? 'How much' : 'How much a month'}
                value={typed}
                decimals={2}
                show={money}
                unit="EUR"
                wrong={tried.value && 'wrong' in read ? read.wrong : undefined}
              />
              <Field
                label={plan.value === 'once' ? 'On' : 'Beginning'}
                type="date"
                value={since}
                max={today()}
                wrong={tried.value ? wrongDay : undefined}
              />
              <Trouble problem={problem.value} />
              <Button type="submit" kind="main" busy={busy.value}>
                Show me
              </Button>
            </form>
          </Card>
        </div>
        <div class="column-wide">
          <Card
            title={
              outcome.value === undefined
                ? 'Outcome'
                : `Worth today, ${day(new Date().toISOString())}`
            }
          >
            {outcome.value === undefined ? (
              <Empty icon="whatIf" title="Make a plan, and see" />
            ) : (
              <OutcomeView outcome={outcome.value} />
            )}
          </Card>
        </div>
      </div>
    </>
  );
};
