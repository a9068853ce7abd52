import { projection } from '../shared/projection.ts';
import { poolParticipations } from './tables/pool-participations.ts';

export const handler = projection('pool-participations', poolParticipations);
