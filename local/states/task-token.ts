/** What a task token stands for. Its text means nothing to whoever carries it. */
export interface TaskToken {
  readonly executionArn: string;
  readonly frameId: number;
  readonly nonce: string;
}

export const encodeToken = ({ executionArn, frameId, nonce }: TaskToken): string =>
  Buffer.from(JSON.stringify([executionArn, frameId, nonce])).toString('base64');

/** Undefined for a text that was never a token. */
export const decodeToken = (text: unknown): TaskToken | undefined => {
  try {
    const [executionArn, frameId, nonce] = JSON.parse(
      Buffer.from(String(text), 'base64').toString(),
    );
    const whole = typeof executionArn === 'string' && typeof nonce === 'string';
    return whole && Number.isInteger(frameId) ? { executionArn, frameId, nonce } : undefined;
  } catch {
    return undefined;
  }
};
