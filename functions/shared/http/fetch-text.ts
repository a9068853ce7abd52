/** A call of somebody else's API. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte sent to the last byte read. */
  readonly deadlineMs: number;
  readonly answerBytesMax: number;
}

/** An answer as it came. */
export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const boundedText = async (response: Response, bytesMax: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

/** Sends a request. Throws when nobody answers in time, or answers too much. */
export const fetchText = async (request: Outgoing): Promise<Answered> => {
  const { method, url, headers, body, deadlineMs, answerBytesMax } = request;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), deadlineMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      signal: abort.signal,
      // A redirect would take the credential, or an order to pay, to somewhere else.
      redirect: 'error',
      ...(body === undefined ? {} : { body }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await boundedText(response, answerBytesMax),
    };
  } finally {
    clearTimeout(timer);
  }
};
