import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Alerts } from '@/features/interactions/components/Alerts';
import { OfferStack } from '@/features/interactions/components/OfferStack';
import { useMay } from '@/lib/session';
import styles from './Shell.module.css';

// Offers follow an agent to every page; on their desk they have a place of their own.
export function OfferCorner() {
  const isAgent = useMay('take_interactions');
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const open = useCallback((id: string) => void navigate(`/conversations/${id}`), [navigate]);
  if (!isAgent) return null;
  return (
    <>
      <Alerts onOpen={open} />
      {!pathname.startsWith('/conversations') && (
        <div className={styles.corner}>
          <OfferStack onAccepted={open} />
        </div>
      )}
    </>
  );
}
