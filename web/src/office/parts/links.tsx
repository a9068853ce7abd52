import { userId } from '../../session/session.ts';
import { shortId } from '../words.ts';

/** Somebody of the house or the machinery, as events name them. */
export const Who = ({ id }: { readonly id: string }) => {
  if (id === userId.value) return <>you</>;
  if (!id.includes('-')) return <>{id}</>;
  return (
    <span class="number" title={id}>
      {shortId(id)}
    </span>
  );
};

export const CustomerLink = ({ id }: { readonly id: string }) => (
  <a class="number" href={`/office/customers/${id}`} title={id}>
    {shortId(id)}
  </a>
);

export const StreamLink = ({
  stream,
  label,
}: {
  readonly stream: string;
  readonly label?: string;
}) => (
  <a class="stream-link" href={`/office/streams/${encodeURIComponent(stream)}`} title={stream}>
    {label ?? stream}
  </a>
);
