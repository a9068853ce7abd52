import type { ComponentChildren } from 'preact';
import { Alerts } from './pages/alerts.tsx';
import { Deposit } from './pages/deposit.tsx';
import { History } from './pages/history.tsx';
import { NotificationsPage } from './pages/notifications.tsx';
import { Overview } from './pages/overview.tsx';
import { Pools } from './pages/pools.tsx';
import { Settings } from './pages/settings.tsx';
import { Statements } from './pages/statements.tsx';
import { Trade } from './pages/trade.tsx';
import { TransactionPage } from './pages/transaction-page.tsx';
import { Welcome } from './pages/welcome.tsx';
import { WhatIf } from './pages/what-if.tsx';
import { Withdraw } from './pages/withdraw.tsx';
import { Empty } from './parts/basics.tsx';
import { lazily } from './parts/lazily.tsx';
import { Toasts } from './parts/toast.tsx';
import { path } from './router.ts';
import { AgainDialog } from './session/again-dialog.tsx';
import { groups, session } from './session/session.ts';
import { isOffice, isStaff } from './shell/nav.ts';
import { PageTitle, Shell } from './shell/shell.tsx';

const pages: Readonly<Record<string, () => ComponentChildren>> = {
  '/': () => <Overview />,
  '/trade': () => <Trade />,
  '/deposit': () => <Deposit />,
  '/withdraw': () => <Withdraw />,
  '/history': () => <History />,
  '/pools': () => <Pools />,
  '/alerts': () => <Alerts />,
  '/what-if': () => <WhatIf />,
  '/statements': () => <Statements />,
  '/notifications': () => <NotificationsPage />,
  '/settings': () => <Settings />,
};

/** Customers never load it. */
const Office = lazily(async () => (await import('./office/office.tsx')).Office);

const NotYours = () => (
  <>
    <PageTitle title="Not yours" />
    <Empty icon="shield" title="This is not yours">
      <p>The back office is for those who work at Assay. Everything of your own is where it was.</p>
      <a href="/">Go to the overview</a>
    </Empty>
  </>
);

const pageAt = (address: string): ComponentChildren => {
  const page = pages[address];
  if (page !== undefined) return page();
  if (isOffice(address)) return isStaff(groups.value) ? <Office /> : <NotYours />;
  const [, id] = /^\/history\/([0-9a-f-]{36})$/.exec(address) ?? [];
  if (id !== undefined) return <TransactionPage key={id} id={id} />;
  return (
    <>
      <PageTitle title="Nothing here" />
      <Empty icon="more" title="There is no such page">
        <a href="/">Go to the overview</a>
      </Empty>
    </>
  );
};

export const App = () => (
  <>
    {session.value === undefined ? (
      <Welcome />
    ) : (
      <>
        <Shell>{pageAt(path.value)}</Shell>
        <AgainDialog />
      </>
    )}
    <Toasts />
  </>
);
