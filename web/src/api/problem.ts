/** What the API says when it does not do a thing (RFC 9457), or what stood in the way of asking it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  /** What is wrong with single fields, by their path. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(status: number, code: string, text: string, fields: ReadonlyMap<string, string>) {
    super(text);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

const none: ReadonlyMap<string, string> = new Map();

/** Nobody answered: no network, or none that leads there in time. */
export const unreachable = (): ApiProblem =>
  new ApiProblem(
    0,
    'network.unreachable',
    navigator.onLine
      ? 'Assay does not answer. Nothing was lost; try again in a moment.'
      : 'You are offline. Nothing was lost; try again when you are back.',
    none,
  );

/** The person closed the window that asked them to sign in again. */
export const notSignedIn = (): ApiProblem =>
  new ApiProblem(401, 'token.invalid', 'You are signed out. Sign in to go on.', none);

interface ProblemDocument {
  readonly code?: unknown;
  readonly detail?: unknown;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

const said: Readonly<Record<number, string>> = {
  429: 'That was a little fast. Try again in a moment.',
  503: 'Assay is busy. Try again in a moment.',
};

/** The problem in an answer; a gateway in front of the API may answer without a document. */
export const problemOf = (status: number, body: unknown): ApiProblem => {
  const { code, detail, errors = [] } = (body ?? {}) as ProblemDocument;
  return new ApiProblem(
    status,
    typeof code === 'string' ? code : `http.${status}`,
    typeof detail === 'string' ? detail : (said[status] ?? 'That did not work. Try again.'),
    new Map(errors.map(({ path, message }) => [path, message])),
  );
};

/** Whatever was thrown, as something that can be shown. */
export const asProblem = (error: unknown): ApiProblem => {
  if (error instanceof ApiProblem) return error;
  console.error(error);
  return new ApiProblem(0, 'app.failed', 'Something went wrong on this page. Try again.', none);
};
