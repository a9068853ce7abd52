/** What the command line and the environment ask for. */
export interface Arguments {
  readonly help: boolean;
  readonly fresh: boolean;
  readonly port: number;
  readonly replay: { readonly file: string; readonly every: string } | undefined;
}

export const usage = `npm start -- [options]

  --fresh                 start over with an empty world (deletes the old one)
  --port N                listen on another port than 4000 (the variable PORT does the same)
  --market-replay FILE    play a CSV of Date,Price (USD per troy ounce) as the gold price
  --replay-every TIME     how long each line of it lasts (default 1s)
  --help                  this text

  The variable ASSAY_HOME keeps the world in another folder than .local/.`;

/** A mistake of whoever started us: its message says what to do, and needs no stack. */
export class StartError extends Error {}

const usualPort = '4000';

const portOf = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new StartError(`"${text}" is no port: give a number from 1 to 65535, such as 4000.`);
};

/** Takes the options one by one, `--name value` and `--name=value` alike. */
const collect = (args: readonly string[], flags: readonly string[], valued: readonly string[]) => {
  const found = new Map<string, string>();
  const rest = args.flatMap((arg) => {
    const [, name, value] = /^(--[^=]+)=(.*)$/s.exec(arg) ?? [];
    return name === undefined || value === undefined ? [arg] : [name, value];
  });
  for (let index = 0; index < rest.length; index++) {
    const name = rest[index] as string;
    if (flags.includes(name)) found.set(name, '');
    else if (valued.includes(name)) {
      index += 1;
      const value = rest[index];
      if (value === undefined) throw new StartError(`${name} needs a value.\n\n${usage}`);
      found.set(name, value);
    } else throw new StartError(`"${name}" is not understood.\n\n${usage}`);
  }
  return found;
};

/** Reads the command line. Throws a `StartError` for what it does not understand. */
export const readArguments = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Arguments => {
  const found = collect(
    args,
    ['--help', '--fresh'],
    ['--port', '--market-replay', '--replay-every'],
  );
  const file = found.get('--market-replay');
  const every = found.get('--replay-every');
  if (file === undefined && every !== undefined)
    throw new StartError(`--replay-every goes with --market-replay FILE.\n\n${usage}`);
  return {
    help: found.has('--help'),
    fresh: found.has('--fresh'),
    port: portOf(found.get('--port') ?? (env['PORT'] || usualPort)),
    replay: file === undefined ? undefined : { file, every: every ?? '1s' },
  };
};
