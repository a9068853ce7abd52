import { createContext, Script } from 'node:vm';
import type { Resource } from '../kernel/resources.ts';

/** Ends one that never would. It counts waiting for a processor too, of which a busy machine has a lot. */
const timeoutMs = 2_000;

/** A CloudFront Function at `viewer-request`, run as it is declared: the path that it asks the origin for. */
export const createEdgeFunction = (declared: Resource): ((uri: string) => string) => {
  const script = new Script(`${declared.properties['FunctionCode']}\n;handler(event).uri`, {
    filename: declared.id,
  });
  return (uri) => {
    const event = { request: { method: 'GET', uri, headers: {}, querystring: {}, cookies: {} } };
    return String(script.runInContext(createContext({ event }), { timeout: timeoutMs }));
  };
};
