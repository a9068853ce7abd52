import type { Site } from '../../kernel/site.ts';
import type { World } from '../../kernel/world.ts';
import type { SiteRoute } from '../router.ts';
import type { Settings } from '../settings.ts';
import { createWebhooks, type Deliver } from '../webhooks.ts';
import { createBankApi } from './api.ts';
import { behaviourIn } from './behaviour.ts';
import { bankControls } from './controls.ts';
import { createBankLedger } from './ledger.ts';
import { createSettlement } from './settlement.ts';
import { mistakeIn } from './statement-mistakes.ts';
import { statementControls } from './statement-site.ts';

export interface BankOptions {
  readonly world: World;
  readonly settings: Settings;
  readonly deliver: Deliver;
  readonly secrets: {
    readonly webhook: () => Promise<string>;
    readonly credential: () => Promise<string>;
  };
  /** The account that customers pay into. */
  readonly account: { readonly iban: string; readonly currency: string };
}

export interface Bank {
  readonly api: Site;
  readonly controls: readonly SiteRoute[];
  /** Goes on with the webhooks and transfers that an earlier process left. */
  readonly resume: () => void;
}

/** The sandbox bank: books, webhooks, and a REST side. */
export const createBank = ({ world, settings, deliver, secrets, account }: BankOptions): Bank => {
  const ledger = createBankLedger(world.storage);
  const behaviour = behaviourIn(settings);
  const webhooks = createWebhooks({
    world,
    sender: 'bank',
    deliver,
    signingSecret: secrets.webhook,
  });
  const settlement = createSettlement({ world, ledger, webhooks, behaviour: behaviour.get });
  const statements = { world, ledger, account, mistake: mistakeIn(settings) };
  return {
    api: createBankApi({
      world,
      ledger,
      statements,
      behaviour: behaviour.get,
      credential: secrets.credential,
      onTransfer: settlement.begin,
    }),
    controls: [
      ...bankControls({
        world,
        ledger,
        webhooks,
        behaviour,
        currency: account.currency,
        onFreed: settlement.arm,
      }),
      ...statementControls(statements),
    ],
    resume: () => {
      webhooks.resume();
      settlement.arm();
    },
  };
};
