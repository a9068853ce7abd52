import type { SiteResponse } from '../kernel/site.ts';

/** A JSON answer. A bigint becomes a string, since JSON has no integer of its size. */
export const json = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): SiteResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: `${JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? String(member) : member), 2)}\n`,
});

/** What was wrong with one member of the input. */
export interface InputFault {
  readonly path: string;
  readonly message: string;
}

/** A "no" of a sandbox site: a problem document (RFC 9457) whose detail says what to do. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly InputFault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: {
      readonly faults?: readonly InputFault[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.faults = more.faults ?? [];
    this.headers = more.headers ?? {};
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The problem document of a `Problem`. */
export const problemAnswer = (problem: Problem): SiteResponse =>
  json(
    problem.status,
    {
      type: 'about:blank',
      title: titles[problem.status] ?? 'Error',
      status: problem.status,
      detail: problem.message,
      code: problem.code,
      ...(problem.faults.length > 0 ? { errors: problem.faults } : {}),
    },
    { 'content-type': 'application/problem+json', ...problem.headers },
  );
