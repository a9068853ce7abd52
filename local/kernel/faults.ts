/** Where something may go wrong on purpose. */
export type FaultPoint =
  | 'sqs.send'
  | 'events.put'
  | 'events.deliver'
  | 'sources.invoke'
  /** The function ran, and its answer is lost. */
  | 'sources.reply'
  | 'states.invoke'
  /** The step's function ran, and its answer is lost. */
  | 'states.reply';

/**
 * What a simulator decides at each point; `detail` names the queue, bus, rule or function. Without it everything
 * goes well, once and at once.
 */
export interface Faults {
  /**
   * When a delivery arrives, in milliseconds from now, one entry for each arrival: `[0]` is none of our business,
   * `[2000]` late (and so perhaps after its successors), `[0, 500]` twice.
   */
  readonly arrivalsMs: (point: FaultPoint, detail: string) => readonly number[];
  /** An AWS error code that the call, entry or delivery fails with; undefined lets it pass. */
  readonly rejection: (point: FaultPoint, detail: string) => string | undefined;
}

const ON_TIME = [0] as const;

/** The default: no faults. */
export const noFaults: Faults = { arrivalsMs: () => ON_TIME, rejection: () => undefined };
