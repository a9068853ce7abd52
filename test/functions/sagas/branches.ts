import type { PayingTools } from './moves-of-the-bank.ts';
import type { openWallet } from './withdrawal-world.ts';

export const dayS = 86_400;
export const roundS = 900;

/** What a branch may do. */
export interface Tools extends PayingTools {
  readonly withdrawalId: string;
  readonly wallet: Awaited<ReturnType<typeof openWallet>>;
  readonly wake: () => Promise<void>;
  readonly approve: (person: string) => Promise<void>;
  readonly tell: Awaited<ReturnType<typeof openWallet>>['tell'];
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
