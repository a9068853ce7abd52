import { required } from '../env.ts';
import { metric } from '../log.ts';
import { createCircuit } from '../partner/circuit.ts';
import { createSend, type Send } from '../partner/send.ts';
import { secretJson } from '../secret.ts';
import { BankError } from './bank-error.ts';

/** The stage's own bank, with the credential of its secret. Three tries and their pauses end within 13 s. */
export const sendToBank: Send = createSend({
  partner: 'Bank',
  unavailable: (reason) => new BankError('unavailable', reason),
  address: () => required('bankApiUrl'),
  token: async (fresh) =>
    (await secretJson<{ readonly token: string }>(required('bankCredentialSecretArn'), fresh))
      .token,
  deadlineMs: 3_500,
  triesMax: 3,
  backOff: { baseMs: 100, capMs: 1_000 },
  circuit: createCircuit({
    failuresMax: 6,
    openMs: 20_000,
    now: () => Date.now(),
    onOpen: () => metric('BankCircuitOpened', 1),
  }),
});
