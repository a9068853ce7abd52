import { fetchText } from './fetch-text.ts';

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
  const request = { method: 'GET', url, headers, deadlineMs, answerBytesMax } as const;
  const { status, text } = await fetchText(request);
  return { status, json: text === '' ? undefined : JSON.parse(text) };
};
