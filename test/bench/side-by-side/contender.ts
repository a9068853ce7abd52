import type { Step } from '../../functions/store/wallet-commands.ts';

/** A way to keep one wallet's events, driven by the same decisions. */
export interface Contender {
  readonly name: string;
  /** Writes a history that is known to be right, without deciding on it. */
  readonly fill: (owner: string, steps: readonly Step[]) => Promise<void>;
  /** The wallet's state now. */
  readonly load: (owner: string) => Promise<unknown>;
  /** Loads, decides and appends, as a command handler does. */
  readonly perform: (owner: string, step: Step) => Promise<unknown>;
}
