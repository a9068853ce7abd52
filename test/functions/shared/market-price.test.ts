import { afterEach, expect, it, vi } from 'vitest';
import { env } from '../../../domain/shared/names.ts';
import { spokenSession } from '../../../functions/shared/market-price.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const closed = { session: 'closed', sessionByCalendar: false };

it.each([
  ['source', closed, { open: false }],
  ['source', { ...closed, session: 'open' }, { open: true }],
  ['source', { ...closed, sessionByCalendar: true }, {}],
  ['calendar', closed, {}],
])('where a %s may speak, %o is heard as %o', (stage, known, heard) => {
  vi.stubEnv(env.marketSession, stage);
  expect(spokenSession(known)).toEqual(heard);
});
