import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import type { Pool, PoolDetail } from '../api/types.ts';
import { caughtUp } from '../live/live.ts';
import { wallet } from '../live/state.ts';
import { percentOf } from '../money/decimal.ts';
import { dayAndTime, grams, money } from '../money/format.ts';
import { useAction, useIntent } from '../parts/action.ts';
import { Button, Card, Empty, Facts, Progress, Trouble, Waiting } from '../parts/basics.tsx';
import { AmountField, amountIn } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useLoaded } from '../parts/loaded.ts';
import { say } from '../parts/toast.tsx';
import { PageTitle } from '../shell/shell.tsx';
import { Status } from './transaction-list.tsx';

/** Who else joins is not told: it would be news for everybody, each time. */
const followEveryMs = 4_000;

/** The pools, each with the person's own part in it. */
const loadPools = async (): Promise<readonly PoolDetail[]> => {
  const { items } = await call('GET /v1/pools', { parameters: {} });
  return Promise.all(
    items.map(({ poolId }) => call('GET /v1/pools/{id}', { parameters: { id: poolId } })),
  );
};

const JoinForm = ({
  pool,
  onDone,
}: {
  readonly pool: Pool;
  readonly onDone: () => Promise<void>;
}) => {
  const typed = useSignal('');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const intent = useIntent();
  const read = amountIn(typed.value, 2);
  const join = async () => {
    if (!('amount' in read)) return;
    const body = { amount: read.amount };
    const before = wallet.peek()?.version;
    await call('POST /v1/pools/{id}/participations', {
      parameters: { id: pool.poolId },
      body,
      idempotencyKey: intent.keyFor([pool.poolId, body]),
    });
    intent.done();
    say(`You are in ${pool.name} with ${money(read.amount)}.`);
    typed.value = '';
    await onDone();
    void caughtUp(before);
  };
  return (
    <Form
      tried={tried}
      class="form-line"
      send={() => {
        if ('amount' in read) void run(join);
      }}
    >
      <AmountField
        label="Your part"
        value={typed}
        decimals={2}
        show={money}
        unit="EUR"
        wrong={tried.value && 'wrong' in read ? read.wrong : problem.value?.fields.get('amount')}
        hint={<span class="number">{money(wallet.value?.available ?? '0')} available</span>}
      />
      <Button type="submit" kind="main" busy={busy.value}>
        Join
      </Button>
      <Trouble problem={problem.value?.fields.size === 0 ? problem.value : undefined} />
    </Form>
  );
};

const PoolCard = ({
  pool,
  onChange,
}: {
  readonly pool: PoolDetail;
  readonly onChange: () => Promise<void>;
}) => {
  const part = percentOf(pool.committedAmount, pool.targetAmount) ?? '0';
  return (
    <Card title={pool.name} aside={<Status status={pool.status} />}>
      <Progress
        label={`Committed of ${money(pool.targetAmount, pool.currency)}`}
        part={Number(part)}
      />
      <p class="pool-sum number">
        <strong>{money(pool.committedAmount, pool.currency)}</strong>
        <span class="soft"> of {money(pool.targetAmount, pool.currency)}</span>
      </p>
      <Facts
        facts={[
          ['Members', `${pool.participants} of at least ${pool.minimumParticipants}`],
          ['Closes', dayAndTime(pool.deadline)],
          ...(/[1-9]/.test(pool.goldAmount)
            ? [['Gold bought', grams(pool.goldAmount)] as const]
            : []),
          ...(pool.participation === undefined
            ? []
            : [
                ['Your part', money(pool.participation.amount, pool.currency)] as const,
                ['It is', <Status key="own" status={pool.participation.status} />] as const,
              ]),
        ]}
      />
      {pool.status === 'open' && pool.participation === undefined && (
        <JoinForm pool={pool} onDone={onChange} />
      )}
    </Card>
  );
};

export const Pools = () => {
  const { value, problem, again } = useLoaded(loadPools, { everyMs: followEveryMs });
  return (
    <>
      <PageTitle
        title="Pools"
        lead="Together, people buy whole bars at a better price. Everybody gets their share to the microgram."
      />
      <Trouble problem={problem.value} />
      {value.value === undefined && problem.value === undefined && <Waiting lines={6} />}
      {value.value?.length === 0 && (
        <Card>
          <Empty icon="pools" title="No pool is open">
            <p>When one opens, you find it here.</p>
          </Empty>
        </Card>
      )}
      <div class="grid">
        {value.value?.map((pool) => (
          <PoolCard key={pool.poolId} pool={pool} onChange={again} />
        ))}
      </div>
    </>
  );
};
