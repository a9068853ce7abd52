import type { ComponentChildren } from 'preact';
import { Alerts } from './pages/alerts.tsx';
import { Deposit } from './pages/deposit.tsx';
import { History } from './pages/history.tsx';
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
import { path } from './router.ts';
import { AgainDialog } from './session/again-dialog.tsx';
import { session } from './session/session.ts';
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
  '/settings': () => <Settings />,
};

const pageAt = (address: string): ComponentChildren => {
  const page = pages[address];
  if (page !== undefined) return page();
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

export const App = () =>
  session.value === undefined ? (
    <Welcome />
  ) : (
    <>
      <Shell>{pageAt(path.value)}</Shell>
      <AgainDialog />
    </>
  );
