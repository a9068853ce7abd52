import type { World } from '../kernel/world.ts';
import type { Attempts } from './attempts.ts';
import type { Declared } from './declared.ts';
import type { SessionStore } from './session-store.ts';
import type { TokenIssuer } from './tokens.ts';
import type { UserStore } from './user-store.ts';

/** A message that the pool itself sends: an invitation, or a code that confirms an address. */
export type Deliver = (mail: {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}) => void;

/** What every operation of the user pools works with. */
export interface Context {
  readonly world: World;
  readonly declared: Declared;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly attempts: Attempts;
  readonly tokens: TokenIssuer;
  readonly deliver: Deliver;
}

// biome-ignore lint/suspicious/noExplicitAny: the shapes are AWS's; each operation checks what it reads.
export type Input = any;
export type Operation = (input: Input) => Record<string, unknown>;
export type Operations = Readonly<Record<string, Operation>>;
