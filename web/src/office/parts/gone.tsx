import type { Opened } from './opened.ts';

/** Says that what is looked at has left its list meanwhile. */
export const Gone = <Row,>({ opened }: { readonly opened: Opened<Row> }) => (
  <div role="status">
    {opened.isGone && (
      <p class="notice">It has left the list meanwhile: somebody may have decided on it.</p>
    )}
  </div>
);
