import type { ComponentChildren } from 'preact';
import { Empty } from '../parts/basics.tsx';
import { path } from '../router.ts';
import { groups } from '../session/session.ts';
import { isTheirs, officePath, officePlaces } from '../shell/nav.ts';
import { PageTitle } from '../shell/shell.tsx';
import { Adjustments } from './adjustments.tsx';
import { Approvals } from './approvals.tsx';
import { Audit } from './audit.tsx';
import { Cases } from './cases.tsx';
import { Customers } from './customers.tsx';
import { Deposits } from './deposits.tsx';
import './office.css';
import { Pools } from './pools.tsx';
import { Projections } from './projections.tsx';
import { Reconciliation } from './reconciliation.tsx';
import { ReconciliationReport } from './reconciliation-report.tsx';
import { Streams } from './streams.tsx';
import { Today } from './today.tsx';
import { Vault } from './vault.tsx';

/** The page at the end of an address, about what follows it: "/office/audit/0190…". */
const pages: Readonly<Record<string, (about: string | undefined) => ComponentChildren>> = {
  [officePath]: () => <Today />,
  '/office/approvals': () => <Approvals />,
  '/office/cases': () => <Cases />,
  '/office/deposits': () => <Deposits />,
  '/office/adjustments': () => <Adjustments />,
  '/office/customers': (id) => <Customers id={id} />,
  '/office/pools': () => <Pools />,
  '/office/vault': () => <Vault />,
  '/office/reconciliation': (id) =>
    id === undefined ? <Reconciliation /> : <ReconciliationReport key={id} id={id} />,
  '/office/projections': () => <Projections />,
  '/office/streams': (stream) => <Streams stream={stream} />,
  '/office/audit': (id) => <Audit id={id} />,
};

const Nothing = ({ title, text }: { readonly title: string; readonly text: string }) => (
  <>
    <PageTitle title={title} />
    <Empty icon="shield" title={title}>
      <p>{text}</p>
      <a href={officePath}>Go to what is yours</a>
    </Empty>
  </>
);

/** The back office: each role sees what is theirs. The API enforces it, whatever is shown. */
export const Office = () => {
  const [, , name, about] = path.value.split('/');
  const address = name === undefined || name === '' ? officePath : `${officePath}/${name}`;
  const place = officePlaces.find((each) => each.path === address);
  const page = pages[address];
  if (place === undefined || page === undefined)
    return <Nothing title="Nothing here" text="The back office has no such page." />;
  if (!isTheirs(place, groups.value))
    return (
      <Nothing
        title="Not yours"
        text={`${place.label} belongs to ${place.roles.join(' and ')}. Ask them for what you need of it.`}
      />
    );
  return page(about === undefined || about === '' ? undefined : decodeURIComponent(about));
};
