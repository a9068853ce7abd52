import { required } from '../shared/env.ts';
import { metric } from '../shared/log.ts';
import { createCircuit } from '../shared/partner/circuit.ts';
import { createSend } from '../shared/partner/send.ts';
import { secretJson } from '../shared/secret.ts';
import { createDealer } from './dealer.ts';
import { DealerError } from './dealer-error.ts';

const usual = {
  partner: 'Dealer',
  unavailable: (reason: string) => new DealerError('unavailable', reason),
  address: () => required('dealerApiUrl'),
  token: async (fresh: boolean) =>
    (await secretJson<{ readonly token: string }>(required('dealerCredentialSecretArn'), fresh))
      .token,
  deadlineMs: 5_000,
  backOff: { baseMs: 100, capMs: 1_000 },
  circuit: createCircuit({
    failuresMax: 6,
    openMs: 20_000,
    now: () => Date.now(),
    onOpen: () => metric('DealerCircuitOpened', 1),
  }),
} as const;

/** The dealer of this stage. An order is sent once: what became of it is asked before it is sent again. */
export const dealer = createDealer({
  ask: createSend({ ...usual, triesMax: 3 }),
  order: createSend({ ...usual, triesMax: 1 }),
});
