/** An answer from somebody else's API: its status, and its JSON where it has some. */
export interface Fetched {
  readonly status: number;
  readonly json: unknown;
}

const answerBytesMax = 256 * 1024;

/** GET with a deadline. Throws when nobody answers in time, or with something else than JSON. */
export const fetchJson = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  deadlineMs: number,
): Promise<Fetched> => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), deadlineMs);
  try {
    const response = await fetch(url, { headers, signal: abort.signal });
    const text = await response.text();
    if (text.length > answerBytesMax) throw new Error('the answer is too long');
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  } finally {
    clearTimeout(timer);
  }
};
