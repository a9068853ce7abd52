import { projection } from '../shared/projection.ts';
import { reconciliations } from './tables/reconciliations.ts';
import { tellStaff } from './tell-watched.ts';

export const handler = projection('reconciliations', reconciliations, (event) =>
  tellStaff(event, 'reconciliations'),
);
