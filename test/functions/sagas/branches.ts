import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import type { SagaWorld } from './saga-world.ts';
import type { createBank, openWallet } from './withdrawal-world.ts';

export const dayS = 86_400;
export const roundS = 900;

/** What a branch may do. */
export interface Tools {
  readonly saga: SagaWorld;
  readonly bank: ReturnType<typeof createBank>;
  readonly withdrawalId: string;
  readonly wallet: Awaited<ReturnType<typeof openWallet>>;
  /** The bank's webhook, and the bus that tells the saga of it. */
  readonly hear: (outcome: BankOutcome) => Promise<void>;
  readonly wake: () => Promise<void>;
  readonly approve: (person: string) => Promise<void>;
  readonly tell: Awaited<ReturnType<typeof openWallet>>['tell'];
  readonly start: (name?: string) => Promise<void>;
}

export interface Branch {
  readonly what: string;
  /** Whole euros; 100 unless said. */
  readonly amount?: bigint;
  readonly act: (tools: Tools) => Promise<void>;
  readonly told: string;
  readonly paid: boolean;
  /** How the execution ends; it succeeds unless said. */
  readonly ends?: string;
}
