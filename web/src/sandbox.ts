import { problemOf, unreachable } from './api/problem.ts';

let asked: Promise<boolean> | undefined;

const ask = async (): Promise<boolean> => {
  try {
    const response = await fetch('/_local/health');
    // In the cloud, this address is one of the page's own, and answers with it.
    return response.ok && response.headers.get('content-type')?.includes('json') === true;
  } catch {
    asked = undefined;
    return false;
  }
};

/** Whether a sandbox world stands around this platform. */
export const sandboxIsThere = (): Promise<boolean> => {
  asked ??= ask();
  return asked;
};

/** Has the sandbox do something. Throws an `ApiProblem`. */
export const control = async (method: string, path: string, body: unknown): Promise<void> => {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw problemOf(response.status, undefined);
};

/** An IBAN of the registry's examples: in the sandbox, everybody banks there. */
const debtorIban = 'DE89370400440532013000';

/** Has the sandbox's bank receive a transfer. Throws an `ApiProblem`. */
export const payIn = (transfer: {
  readonly reference: string;
  readonly amount: string;
  readonly debtorName: string;
}): Promise<void> => control('POST', '/_local/bank/transfers', { ...transfer, debtorIban });
