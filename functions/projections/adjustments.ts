import { projection } from '../shared/projection.ts';
import { adjustments } from './tables/adjustments.ts';
import { tellStaff } from './tell-watched.ts';

export const handler = projection('adjustments', adjustments, (event) =>
  tellStaff(event, 'adjustments'),
);
