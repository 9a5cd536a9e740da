import { useDesk } from '@/lib/desk';
import { useSession } from '@/lib/session';
import { offersTo } from '../state/offers';
import { OfferCard } from './OfferCard';
import styles from './OfferCard.module.css';

export function OfferStack({ onAccepted }: { onAccepted: (interactionId: string) => void }) {
  const { data: desk } = useDesk();
  const me = useSession().user.id;
  if (!desk) return null;
  return (
    <div className={styles.stack}>
      {offersTo(desk.interactions, me).map(
        (each, index) =>
          each.offer && (
            <OfferCard
              key={each.offer.id}
              interaction={each}
              offer={each.offer}
              isFirst={index === 0}
              onAccepted={onAccepted}
            />
          ),
      )}
    </div>
  );
}
