import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { OutboxProvider } from '@/features/interactions/state/outbox-context';
import { ShiftNews } from '@/features/requests/components/ShiftNews';
import { SoftphoneProvider } from '@/features/softphone/components/SoftphoneProvider';
import { useMay } from '@/lib/session';
import { Loading } from '@/ui/Loading';
import { ConnectionBanner } from './ConnectionBanner';
import { Header } from './Header';
import { KeyboardHelp } from './KeyboardHelp';
import { OfferCorner } from './OfferCorner';
import styles from './Shell.module.css';

export function Shell() {
  const takes = useMay('take_interactions');
  const supervises = useMay('supervise');
  const frame = <Frame hasPhone={takes || supervises} />;
  return (
    <OutboxProvider>
      {takes || supervises ? <SoftphoneProvider>{frame}</SoftphoneProvider> : frame}
    </OutboxProvider>
  );
}

function Frame({ hasPhone }: { hasPhone: boolean }) {
  return (
    <div className={styles.shell}>
      <Header hasPhone={hasPhone} />
      <ConnectionBanner />
      <main className={styles.main}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <OfferCorner />
      <ShiftNews />
      <KeyboardHelp />
    </div>
  );
}
