import { StartError } from '../../local/start/arguments.ts';

/** A whole number above 0 that an option takes. Throws a RangeError that says what it takes. */
export const wholeOption = (name: string, text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new RangeError(`--${name} takes a whole number above 0, not "${text}".`);
};

/** Whether somebody mistyped, or asked for a world that another process has. */
const isMistake = (error: unknown): boolean =>
  error instanceof RangeError ||
  error instanceof StartError ||
  `${(error as { code?: unknown }).code}`.startsWith('ERR_PARSE_ARGS');

/** Runs a command and sets its exit code: its own, or `failed` for an error, and 2 with the usage for wrong options. */
export const runCommand = async (
  usage: string,
  run: () => Promise<number>,
  failed = 2,
): Promise<void> => {
  try {
    process.exitCode = await run();
  } catch (error) {
    const mistaken = isMistake(error);
    console.error(mistaken ? `${(error as Error).message}\n\n${usage}` : error);
    process.exitCode = mistaken ? 2 : failed;
  }
};
