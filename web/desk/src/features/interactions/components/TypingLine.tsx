import { useTranslation } from 'react-i18next';
import { useNames } from '@/lib/directory';
import { useSignals } from '@/lib/live/live-context';
import { useSession } from '@/lib/session';
import styles from './Message.module.css';

export function TypingLine({ interactionId, customer }: { interactionId: string; customer: string }) {
  const { t } = useTranslation('interactions');
  const { user } = useSession();
  const names = useNames();
  const { customer: typing, typing_user_ids: ids } = useSignals(interactionId);
  const colleagues = ids.filter((id) => id !== user.id).map((id) => names.of('users', id));
  return (
    <div className={styles.typing} aria-live="polite">
      {typing && (
        <div>
          {t('typing', { name: customer })}
          {typing.preview && <span className={styles.preview}> “{typing.preview}”</span>}
        </div>
      )}
      {colleagues.length > 0 && <div>{t('typing', { name: colleagues.join(', ') })}</div>}
    </div>
  );
}
