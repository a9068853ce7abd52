import { describe, expect, it } from 'vitest';
import { createCircuit } from '../../../functions/shared/partner/circuit.ts';

const opened = () => {
  let nowMs = 0;
  let openings = 0;
  const circuit = createCircuit({
    failuresMax: 2,
    openMs: 1_000,
    now: () => nowMs,
    onOpen: () => {
      openings += 1;
    },
  });
  return {
    circuit,
    openings: () => openings,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
};

describe('a circuit', () => {
  it('stays closed while failures are single', () => {
    const { circuit, openings } = opened();
    circuit.failed();
    circuit.succeeded();
    circuit.failed();
    expect([circuit.enter(), openings()]).toEqual([true, 0]);
  });

  it('opens after so many in a row, and lets one probe in after the pause', () => {
    const { circuit, openings, pass } = opened();
    circuit.failed();
    circuit.failed();
    expect([circuit.enter(), openings()]).toEqual([false, 1]);
    pass(999);
    expect(circuit.enter()).toBe(false);
    pass(1);
    expect([circuit.enter(), circuit.enter()]).toEqual([true, false]);
  });

  it('closes when the probe succeeds, and opens again at once when it fails', () => {
    const one = opened();
    const other = opened();
    for (const { circuit, pass } of [one, other]) {
      circuit.failed();
      circuit.failed();
      pass(1_000);
      circuit.enter();
    }
    one.circuit.succeeded();
    expect([one.circuit.enter(), one.circuit.enter()]).toEqual([true, true]);
    other.circuit.failed();
    expect([other.circuit.enter(), other.openings()]).toEqual([false, 2]);
  });

  it('probes again when a probe never came back', () => {
    const { circuit, pass } = opened();
    circuit.failed();
    circuit.failed();
    pass(1_000);
    expect(circuit.enter()).toBe(true);
    pass(1_000);
    expect(circuit.enter()).toBe(true);
  });
});
