import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { triedForms } from '../browser/support/forms/all.ts';

const root = join(import.meta.dirname, '../../web/src');

/** Forms that are tried by what is put into them. */
const frames = ['parts/form.tsx Form', 'office/parts/decide.tsx Decide'];

const last = (text: string, pattern: RegExp): string =>
  [...text.matchAll(pattern)].at(-1)?.[1] ?? '';

/** Each form of a source by its component, and each way to decide by its name. */
const formsIn = (path: string): readonly string[] => {
  const text = readFileSync(join(root, path), 'utf8');
  const before = (index: number) => text.slice(0, index);
  const forms = [...text.matchAll(/<[Ff]orm\b/g)].map(({ index }) =>
    last(before(index), /^(?:export )?const (\w+)/gm),
  );
  const decisions = text.includes('<Decide')
    ? [...text.matchAll(/\bbutton: [`'a-z]/g)].map(({ index }) =>
        last(before(index), /\bname: '(\w+)'/g),
      )
    : [];
  return [...forms, ...decisions].map((name) => `${path} ${name}`);
};

it('has no form and no decision that is not tried in a browser with what people do to forms', () => {
  const all = globSync('**/*.tsx', { cwd: root }).flatMap(formsIn);
  const tried = triedForms.map(({ source }) => source);
  expect(all.filter((each) => !frames.includes(each)).toSorted()).toEqual(tried.toSorted());
});
