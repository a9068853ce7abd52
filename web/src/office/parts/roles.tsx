import type { ComponentChildren } from 'preact';
import { groups } from '../../session/session.ts';
import type { Role } from '../../shell/nav.ts';

/** Whether the person has one of these roles. Shown, not allowed: that the API decides. */
export const hasRole = (...roles: readonly Role[]): boolean =>
  roles.some((role) => groups.value.includes(role));

/** Says whose it is to decide, where somebody may look and not act. */
export const OthersDecide = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="notice">{children}</p>
);
