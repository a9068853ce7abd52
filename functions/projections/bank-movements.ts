import { projection } from '../shared/projection.ts';
import { bankMovements } from './tables/bank-movements.ts';

export const handler = projection('bank-movements', bankMovements);
