import type { Throttles } from '../config.ts';

/** A route of the HTTP API and the function that answers it. */
export interface RegisteredRoute {
  /** `POST /v1/purchases`, or `$default` for whatever has no route. */
  readonly route: string;
  /** The function's name, not the function: the API then holds no export of the stack that has the function. */
  readonly functionName: string;
  /** Whether a valid access token is needed. Which groups it must carry, the handler checks. */
  readonly signedIn: boolean;
  readonly throttle: keyof Throttles;
}

/** Collects the routes of all contexts, for the API to build at the end. */
export interface Routes {
  readonly add: (route: RegisteredRoute) => void;
  readonly all: () => readonly RegisteredRoute[];
}

export const collectRoutes = (): Routes => {
  const routes: RegisteredRoute[] = [];
  return { add: (route) => routes.push(route), all: () => routes };
};
