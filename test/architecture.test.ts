import { globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The second lock on the walls that Biome holds: a rule that no longer matches anything passes in silence. */

const linesMax = 400;
const folders = ['domain', 'functions', 'infra', 'local', 'scripts', 'test', 'web'];
const files = folders.flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx,mjs}`, {
    exclude: (path) => String(path).includes('node_modules'),
  }),
);

interface Edge {
  readonly file: string;
  /** A path from the root for the project's own files, else the package's name as written. */
  readonly to: string;
}

/** The text without its template strings of several lines, which may hold the source of something else. */
const codeOf = (file: string) => readFileSync(file, 'utf8').replace(/`\n[^`]*\n`/g, '``');

const importsOf = (file: string): readonly Edge[] =>
  [
    ...codeOf(file).matchAll(
      /^(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm,
    ),
  ].map(([, from, bare, dynamic]) => {
    const to = (from ?? bare ?? dynamic) as string;
    return { file, to: to.startsWith('.') ? join(dirname(file), to) : to };
  });

const edges = files.flatMap(importsOf);
const folderOf = (path: string) => path.split(sep)[0] as string;
const contextOf = (path: string) => path.split(sep)[1] as string;
const isOwn = (to: string) => folders.includes(folderOf(to));
const written = (found: readonly Edge[]) => found.map(({ file, to }) => `${file} → ${to}`);
const from = (folder: string) => edges.filter(({ file }) => folderOf(file) === folder);

describe('the walls', () => {
  it('sees the imports it judges', () => {
    expect(from('domain').length).toBeGreaterThan(20);
    expect(from('functions').length).toBeGreaterThan(20);
    expect(from('local').length).toBeGreaterThan(20);
    expect(from('infra').length).toBeGreaterThan(20);
  });

  it('domain/ imports zod and itself, nothing else', () => {
    expect(
      written(
        from('domain').filter(({ to }) => !/^zod(\/mini)?$/.test(to) && folderOf(to) !== 'domain'),
      ),
    ).toEqual([]);
  });

  it('contexts of domain/ meet only through events.ts', () => {
    expect(
      written(
        from('domain').filter(
          ({ file, to }) =>
            folderOf(to) === 'domain' &&
            contextOf(to) !== contextOf(file) &&
            contextOf(to) !== 'shared' &&
            !to.endsWith(`${sep}events.ts`),
        ),
      ),
    ).toEqual([]);
  });
});

describe('the walls between folders', () => {
  it('a handler imports no other context, and functions/shared none at all', () => {
    expect(
      written(
        from('functions').filter(
          ({ file, to }) =>
            folderOf(to) === 'functions' &&
            contextOf(to) !== contextOf(file) &&
            contextOf(to) !== 'shared',
        ),
      ),
    ).toEqual([]);
  });

  const reach: Readonly<Record<string, readonly string[]>> = {
    functions: ['functions', 'domain'],
    infra: ['infra', 'domain'],
    local: ['local'],
    web: ['web'],
  };
  it.each(Object.entries(reach))('%s/ reaches only %j of the project', (folder, allowed) => {
    expect(
      written(from(folder).filter(({ to }) => isOwn(to) && !allowed.includes(folderOf(to)))),
    ).toEqual([]);
  });

  it('infra shares domain/shared/names.ts and nothing else of domain/', () => {
    expect(
      written(
        from('infra').filter(
          ({ to }) => folderOf(to) === 'domain' && to !== join('domain', 'shared', 'names.ts'),
        ),
      ),
    ).toEqual([]);
  });

  it('only infra/ and its tests know the CDK, only functions/ and tests the SDK', () => {
    const cdk = edges.filter(({ to }) => /^(aws-cdk-lib|constructs|cdk-nag)/.test(to));
    const sdk = edges.filter(({ to }) => /^(@aws-sdk|@middy)\//.test(to));
    expect(
      written(cdk.filter(({ file }) => !/^(infra|test[\\/](infra|support|e2e))[\\/]/.test(file))),
    ).toEqual([]);
    expect(
      written(
        sdk.filter(({ file }) => !/^((functions|test)[\\/]|scripts[\\/]publish-web)/.test(file)),
      ),
    ).toEqual([]);
  });
});

describe('time and chance come in from outside', () => {
  const wild =
    /\bDate\.now\b|\bnew Date\(\)|(?<!new )\bDate\(\)|\bperformance\.now\b|(?<![\w.])set(?:Timeout|Interval)\s*\(|\bMath\.random\b|(?<![\w.])(?:\w*[cC]rypto\.)?random(?:UUID|Bytes|Int|FillSync)\s*\(|[cC]rypto\.getRandomValues/;
  const sources = [join('local', 'kernel', 'timeline.ts'), join('local', 'kernel', 'random.ts')];
  const offenders = (folder: string, allowed: readonly string[] = []) =>
    files
      .filter((file) => file.startsWith(join(folder, sep)) && !allowed.includes(file))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
          // Comments may name what code may not use.
          .filter(({ line }) => wild.test(line.replace(/^\s*(?:\*|\/\/|\/\*\*).*/, '')))
          .map(({ at, line }) => `${at} ${line.trim()}`),
      );

  it.each(['domain', join('test', 'domain')])('%s/ has neither', (folder) => {
    expect(offenders(folder)).toEqual([]);
  });

  it('local/ has them in the timeline and the random source alone', () => {
    expect(
      sources.flatMap((file) => (!wild.test(readFileSync(file, 'utf8')) ? [file] : [])),
    ).toEqual([]);
    expect(offenders('local', sources)).toEqual([]);
  });
});

describe('the lock file', () => {
  const packages: Readonly<Record<string, { readonly optionalDependencies?: object }>> = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  ).packages;

  it('names the packages of every platform, without which npm ci refuses it on all', () => {
    const held = new Set(
      Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')),
    );
    const wanted = Object.values(packages).flatMap((entry) =>
      Object.keys(entry.optionalDependencies ?? {}),
    );
    expect(wanted.length).toBeGreaterThan(20);
    expect(wanted.filter((name) => !held.has(name))).toEqual([]);
  });
});

describe('the runbook', () => {
  it('has a chapter for every alarm', () => {
    const [, union = ''] =
      /export type Chapter =([^;]+);/.exec(
        readFileSync(join('infra', 'shared', 'monitoring.ts'), 'utf8'),
      ) ?? [];
    const chapters = [...union.matchAll(/'([^']+)'/g)].map(([, chapter]) => chapter as string);
    const runbook = readFileSync(join('docs', 'runbook.md'), 'utf8');
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(chapters.length).toBeGreaterThan(5);
    expect(chapters.filter((chapter) => !headings.includes(chapter))).toEqual([]);
  });
});

describe('files', () => {
  it(`have at most ${linesMax} lines`, () => {
    expect(
      files
        // Written by `npm run openapi`, as long as the API is.
        .filter((file) => file !== join('web', 'src', 'api', 'types.ts'))
        .filter((file) => readFileSync(file, 'utf8').split('\n').length > linesMax + 1),
    ).toEqual([]);
  });

  it('carry kebab-case names', () => {
    expect(files.filter((file) => !/^[a-z0-9./\\-]+$/.test(file))).toEqual([]);
  });
});
