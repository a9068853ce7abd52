const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again and again, later and later, until it holds or was asked `triesMax` times. */
export const until = async (triesMax: number, holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < triesMax; tries++) {
    if (await holds()) return;
    await pause(Math.min(150 * 1.3 ** tries, 2_000));
  }
};
