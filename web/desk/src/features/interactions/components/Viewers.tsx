import { EyeOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '@/lib/directory';
import { useSignals } from '@/lib/live/live-context';
import { useSession } from '@/lib/session';
import styles from './Conversation.module.css';

// Colleagues who have this conversation in front of them.
export function Viewers({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation('interactions');
  const { user } = useSession();
  const names = useNames();
  const { viewing_user_ids: ids } = useSignals(interactionId);
  const others = ids.filter((id) => id !== user.id).map((id) => names.of('users', id));
  if (others.length === 0) return null;
  const text = t('viewing', { names: others.join(', ') });
  return (
    <Tooltip title={text}>
      <span className={styles.viewers}>
        <EyeOutlined aria-hidden="true" /> {others.length}
        <span className="sr-only">{text}</span>
      </span>
    </Tooltip>
  );
}
