import { expect, it } from 'vitest';
import { sameName } from '../../../domain/shared/person-name.ts';

it.each([
  ['Ada Byron', 'BYRON ADA'],
  ['Anna Müller', 'ANNA MUELLER'],
  ['Anna Müller', 'Anna Muller'],
  ['Anna Müller', 'Mu\u0308ller, Anna'],
  ['Jürgen Größe', 'Juergen Groesse'],
  ['José Núñez', 'JOSE NUNEZ'],
  ['Siobhán O’Brien', 'OBRIEN SIOBHAN'],
  ['Dr. Ada Byron', 'Ada Byron'],
  ['Ada Augusta Byron', 'Ada Byron'],
  ['Søren Åberg', 'Soeren Aaberg'],
  ['Plato', 'PLATO'],
  ['李 小龙', '李小龙'.replace('李', '李 ')],
])('%s can be %s', (one, other) => {
  expect(sameName(one, other)).toBe(true);
  expect(sameName(other, one)).toBe(true);
});

it.each([
  ['Ada Byron', 'Ada Lovelace'],
  ['Ada Byron', 'Ada'],
  ['Ada Byron', 'Byron'],
  ['Ada Byron', 'Ada Byron-Jones Smithson'.replace('Byron', 'Biron')],
  ['Ada Byron', ''],
  ['', ''],
  ['Mr', 'Mrs'],
  ['Ada Byron', 'Adam Byron'],
])('%j is not %j', (one, other) => {
  expect(sameName(one, other)).toBe(false);
  expect(sameName(other, one)).toBe(false);
});
