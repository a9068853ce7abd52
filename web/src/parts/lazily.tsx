import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button, Empty, Waiting } from './basics.tsx';

/** A part of the app whose code is fetched when it is first shown. */
export const lazily = (load: () => Promise<() => ComponentChildren>): (() => ComponentChildren) => {
  const shown = signal<{ readonly Part: () => ComponentChildren } | undefined>();
  const failed = signal(false);
  const fetchIt = async (): Promise<void> => {
    try {
      shown.value = { Part: await load() };
    } catch {
      failed.value = true;
    }
  };
  return () => {
    useEffect(() => {
      if (shown.peek() === undefined) void fetchIt();
    }, []);
    if (shown.value !== undefined) return <shown.value.Part />;
    if (!failed.value) return <Waiting lines={6} />;
    return (
      <Empty icon="office" title="This part of the page did not arrive">
        <p>Nothing was lost. Load the page again once you are connected.</p>
        <Button onClick={() => location.reload()}>Load again</Button>
      </Empty>
    );
  };
};
