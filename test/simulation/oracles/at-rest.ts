import type { Cast } from '../play.ts';
import { brokenSagas } from '../sagas.ts';
import type { Streams } from '../stores.ts';
import { falseAlarms } from './alarms.ts';
import { alertFaults } from './alerts.ts';
import { refusedAndDone } from './answers.ts';
import { bookFaults } from './bank.ts';
import { endingFaults } from './endings.ts';
import { ledgerFaults } from './ledger.ts';
import { noticeFaults } from './notices.ts';
import { poolFaults } from './pools.ts';
import { priceFaults } from './prices.ts';
import { brokenPromises } from './promises.ts';
import { movementFaults, rowFaults } from './rows.ts';
import { statementFaults } from './statements.ts';
import { tableFaults } from './tables.ts';
import { valuationFaults } from './valuations.ts';

/** What must hold of the stores alone. */
const ofTheStores = [
  ledgerFaults,
  tableFaults,
  rowFaults,
  movementFaults,
  bookFaults,
  poolFaults,
  brokenSagas,
  endingFaults,
  falseAlarms,
] as const;

/** What must hold between the stores, the world outside, and what people are told. */
const ofTheCast = [
  alertFaults,
  priceFaults,
  noticeFaults,
  valuationFaults,
  statementFaults,
] as const;

/** Everything that must hold when nothing is under way. At the last rest nothing may be reserved any more. */
export const faultsAtRest = async (
  cast: Cast,
  streams: Streams,
  last: boolean,
): Promise<readonly string[]> => {
  const { stage } = cast;
  const wrong = [...refusedAndDone(stage.answers, streams)];
  for (const oracle of ofTheStores) wrong.push(...(await oracle(stage, streams)));
  for (const oracle of ofTheCast) wrong.push(...(await oracle(cast, streams)));
  return [...wrong, ...(await brokenPromises(cast, last))];
};
