/** Every pool is a row of one partition: they are opened by people, and ids in the order of time sort them. */
export const poolShelf = 'pool';
