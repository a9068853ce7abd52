import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { caughtUp } from '../live/live.ts';
import { me, wallet } from '../live/state.ts';
import { isZero } from '../money/decimal.ts';
import { iban, money } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Trouble, Waiting } from '../parts/basics.tsx';
import { Copyable } from '../parts/copy.tsx';
import { say } from '../parts/toast.tsx';
import { payIn, sandboxIsThere } from '../sandbox.ts';
import { PageTitle } from '../shell/shell.tsx';

const sandboxAmount = '1000.00';

/** Only where the bank is a sandbox: money within a second, for whoever tries this out. */
const SandboxBank = () => {
  const there = useSignal(false);
  const { busy, problem, run } = useAction();
  useEffect(() => {
    void sandboxIsThere().then((is) => {
      there.value = is;
    });
  }, [there]);
  const cash = wallet.value;
  if (!there.value || cash === undefined) return null;
  const pay = async () => {
    await payIn({
      reference: cash.depositInstructions.reference,
      amount: sandboxAmount,
      debtorName: me.peek()?.fullName ?? '',
    });
    say(`Your bank sent ${money(sandboxAmount)}.`);
    void caughtUp(cash.version);
  };
  return (
    <Card title="Sandbox" class="sandbox">
      <p>
        This Assay runs on a sandbox with a bank of its own, so you need not wait for a real one.
      </p>
      <Trouble problem={problem.value} />
      <Button kind="main" busy={busy.value} onClick={() => void run(pay)}>
        Pretend my bank sent {money(sandboxAmount)}
      </Button>
    </Card>
  );
};

export const Deposit = () => {
  const cash = wallet.value;
  return (
    <>
      <PageTitle
        title="Deposit"
        lead="Send money from an account in your own name. It usually takes a day."
      />
      <div class="columns">
        <div class="column-wide">
          <Card title="Pay to this account">
            {cash === undefined ? (
              <Waiting lines={4} />
            ) : (
              <>
                <Copyable
                  label="Beneficiary"
                  shown={cash.depositInstructions.beneficiary}
                  text={cash.depositInstructions.beneficiary}
                />
                <Copyable
                  label="IBAN"
                  shown={iban(cash.depositInstructions.iban)}
                  text={cash.depositInstructions.iban}
                />
                <Copyable
                  label="Reference"
                  shown={cash.depositInstructions.reference}
                  text={cash.depositInstructions.reference}
                />
                <p class="soft">
                  The reference is yours alone: with it, the money finds your wallet. Without it,
                  people have to look for you.
                </p>
              </>
            )}
          </Card>
          <SandboxBank />
        </div>
        <div class="column-side">
          <Card title="Cash">
            {cash === undefined ? (
              <Waiting />
            ) : (
              <>
                <p class="worth-total number">{money(cash.available, cash.currency)}</p>
                {!isZero(cash.pending) && (
                  <p class="soft">
                    <span class="number">{money(cash.pending, cash.currency)}</span> is on its way
                    in and is being checked.
                  </p>
                )}
                <a
                  class={`button button-${isZero(cash.available) ? 'plain' : 'main'}`}
                  href="/trade"
                >
                  Buy gold
                </a>
              </>
            )}
          </Card>
        </div>
      </div>
    </>
  );
};
