import { useTranslation } from 'react-i18next';
import type { Presence } from '@/lib/contract';
import styles from './PresenceMark.module.css';

// Told apart by shape as well as by colour. A menu gives its icons a class of its own.
export function PresenceMark({ presence, className = '' }: { presence: Presence; className?: string }) {
  return (
    <svg
      className={`${styles[presence]} ${className}`}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      {presence === 'available' && <circle cx="6" cy="6" r="5" />}
      {presence === 'away' && <path d="M6 1a5 5 0 1 0 5 5H6Z" />}
      {presence === 'offline' && <circle cx="6" cy="6" r="4" className={styles.hollow} />}
      {presence === 'not_responding' && <path d="M6 .8 11.6 11H.4Z" />}
    </svg>
  );
}

export function PresenceText({ presence, reason }: { presence: Presence; reason?: string }) {
  const { t } = useTranslation('ui');
  return (
    <span className={styles.text}>
      <PresenceMark presence={presence} />
      <span>{reason ? reason : t(`presence.${presence}`)}</span>
    </span>
  );
}
