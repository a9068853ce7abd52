import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { price } from '../live/state.ts';
import { scaled } from '../money/decimal.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Trouble } from '../parts/basics.tsx';
import { say } from '../parts/toast.tsx';
import { control, sandboxIsThere } from '../sandbox.ts';

const moves = [
  ['−1 %', 99n],
  ['+1 %', 101n],
] as const;

/** Only where the market is a sandbox: moves the price, for whoever wants to see what that does. */
export const SandboxMarket = () => {
  const there = useSignal(false);
  const { busy, problem, run } = useAction();
  useEffect(() => {
    void sandboxIsThere().then((is) => {
      there.value = is;
    });
  }, [there]);
  const now = price.value;
  if (!there.value || now === undefined) return null;
  const move = async (percent: bigint) => {
    await control('PUT', '/_local/market', { pricePerGram: scaled(now.spot, percent) });
    say('You moved the market.');
  };
  const release = async () => {
    await control('PUT', '/_local/market', { live: true });
    say('The market walks by itself again.');
  };
  return (
    <Card title="Sandbox market" class="sandbox">
      <p>Here you may move the price of gold, and see what that does.</p>
      <div class="row-actions">
        {moves.map(([label, percent]) => (
          <Button key={label} busy={busy.value} onClick={() => void run(() => move(percent))}>
            {label}
          </Button>
        ))}
        <Button kind="quiet" onClick={() => void run(release)}>
          Let it walk
        </Button>
      </div>
      <Trouble problem={problem.value} />
    </Card>
  );
};
