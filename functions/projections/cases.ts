import { projection } from '../shared/projection.ts';
import { cases } from './tables/cases.ts';
import { tellStaff } from './tell-watched.ts';

export const handler = projection('cases', cases, (event) => tellStaff(event, 'cases'));
