import type { SiteResponse } from '../../kernel/site.ts';
import type { World } from '../../kernel/world.ts';
import { json, Problem } from '../answers.ts';
import { bodyOf } from '../input.ts';
import type { SiteRoute, Visit } from '../router.ts';
import type { BankLedger } from './ledger.ts';
import { statementXml } from './statement.ts';
import { type Mistake, MistakeChange } from './statement-mistakes.ts';

export interface StatementSite {
  readonly world: World;
  readonly ledger: BankLedger;
  readonly account: { readonly iban: string; readonly currency: string };
  readonly mistake: { readonly get: () => Mistake; readonly set: (mistake: Mistake) => void };
}

/** Answers with the statement of the day in the path. */
export const answerStatement =
  ({ world, ledger, account, mistake }: StatementSite) =>
  ({ params }: Visit): SiteResponse => {
    const date = params['date'] ?? '';
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(date))
      throw new Problem(400, 'bank.invalid', 'Ask for a day such as /statements/2026-11-23.');
    const createdAtMs = world.timeline.now();
    if (ms > createdAtMs)
      throw new Problem(404, 'bank.not-found', 'That day has not begun: it has no statement.');
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: statementXml({ ledger, date, ...account, createdAtMs, mistake: mistake.get() }),
    };
  };

/** What people at the keyboard may do with statements. */
export const statementControls = (site: StatementSite): readonly SiteRoute[] => [
  {
    method: 'GET',
    path: '/_local/bank/statements/{date}',
    about: 'camt.053 of a day, to upload: POST /v1/admin/reconciliations',
    handle: answerStatement(site),
  },
  {
    method: 'PUT',
    path: '/_local/bank/statements',
    about:
      '{mistake: none|missing-entry|wrong-amount|duplicate-entry|unknown-entry|wrong-total}: what statements get wrong',
    handle: async ({ request }) => {
      const { mistake } = bodyOf(MistakeChange, request.body, { mistake: 'none' });
      site.mistake.set(mistake);
      await site.world.storage.durable();
      return json(200, { mistake });
    },
  },
];
