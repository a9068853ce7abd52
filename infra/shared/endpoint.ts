import type { Construct } from 'constructs';
import { type Size, sizes, type Throttles } from '../config.ts';
import type { Access } from './access.ts';
import { Handler } from './handler.ts';
import type { Platform } from './platform.ts';

export interface EndpointProps {
  readonly throttle: keyof Throttles;
  /** Reached without a token; the default is that one is needed. */
  readonly public?: true;
  readonly size?: Size;
}

/** A route, and the function behind it: `endpoint(this, platform, 'GET /v1/wallet', 'wallets/get-wallet', …)`. */
export const endpoint = (
  scope: Construct,
  platform: Platform,
  route: string,
  handler: string,
  props: EndpointProps,
  ...access: readonly Access[]
): Handler => {
  const made = new Handler(scope, platform, { handler, size: props.size ?? sizes.request, access });
  platform.routes.add({
    route,
    functionName: made.name,
    signedIn: props.public !== true,
    throttle: props.throttle,
  });
  return made;
};
