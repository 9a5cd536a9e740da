import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { OutboxProvider } from '@/features/interactions/state/outbox-context';
import { Loading } from '@/ui/Loading';
import { ConnectionBanner } from './ConnectionBanner';
import { Header } from './Header';
import { KeyboardHelp } from './KeyboardHelp';
import { OfferCorner } from './OfferCorner';
import styles from './Shell.module.css';

export function Shell() {
  return (
    <OutboxProvider>
      <div className={styles.shell}>
        <Header />
        <ConnectionBanner />
        <main className={styles.main}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
        <OfferCorner />
        <KeyboardHelp />
      </div>
    </OutboxProvider>
  );
}
