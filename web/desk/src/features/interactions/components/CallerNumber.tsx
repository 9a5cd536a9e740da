import type { Interaction } from '@/lib/contract';
import { useCallerNumber } from '../api/get-caller';
import styles from './OfferCard.module.css';

// Nothing when it is all that is known of them: then it is their name.
export function CallerNumber({ customer }: Pick<Interaction, 'customer'>) {
  const number = useCallerNumber(customer.id);
  return number && number !== customer.name ? <p className={styles.caller}>{number}</p> : null;
}
