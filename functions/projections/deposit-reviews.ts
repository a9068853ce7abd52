import { projection } from '../shared/projection.ts';
import { depositReviews } from './tables/deposit-reviews.ts';
import { tellStaff } from './tell-watched.ts';

export const handler = projection('deposit-reviews', depositReviews, (event) =>
  tellStaff(event, 'deposits'),
);
