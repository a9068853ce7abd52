/** Stops calling somebody who does not answer, so that waiting for them takes down nobody else. */
export interface Circuit {
  /** Whether a call may be made now. After a pause one call may, as a probe, and decides for all. */
  readonly enter: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
}

export interface CircuitOptions {
  /** So many failures one after another open it. */
  readonly failuresMax: number;
  /** So long nobody is called; a probe that never reports back is given up after the same time. */
  readonly openMs: number;
  readonly now: () => number;
  readonly onOpen: () => void;
}

/** A circuit breaker (Nygard, "Release It!"): closed, open, half-open. Its state is the instance's own. */
export const createCircuit = ({ failuresMax, openMs, now, onOpen }: CircuitOptions): Circuit => {
  let failures = 0;
  let closedFromMs = 0;
  const isOpen = () => failures >= failuresMax;
  return {
    enter: () => {
      if (!isOpen()) return true;
      if (now() < closedFromMs) return false;
      closedFromMs = now() + openMs;
      return true;
    },
    succeeded: () => {
      failures = 0;
    },
    failed: () => {
      failures += 1;
      if (!isOpen()) return;
      closedFromMs = now() + openMs;
      onOpen();
    },
  };
};
