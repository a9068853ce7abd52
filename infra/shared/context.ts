import type { DataStack } from '../stacks/data-stack.ts';
import type { LedgerStack } from '../stacks/ledger-stack.ts';
import type { Platform } from './platform.ts';

/** What a context of the business is built from. */
export interface Parts {
  readonly platform: Platform;
  readonly data: Pick<DataStack, 'keys' | 'tables' | 'userPool' | 'secrets'>;
  readonly ledger: Pick<LedgerStack, 'bus'>;
}
