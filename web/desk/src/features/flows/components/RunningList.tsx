import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RunningAt } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import { ChannelMark } from '@/ui/ChannelMark';
import styles from './Editor.module.css';

interface Props {
  running: readonly RunningAt[];
  onSelect: (ids: readonly string[]) => void;
}

// The conversations that go through the flow now, and where they are.
export function RunningList({ running, onSelect }: Props) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  if (running.length === 0) return <p className="quiet">{t('nobody_now')}</p>;
  return (
    <ul className={styles.list}>
      {running.map((each) => (
        <li key={each.interaction_id}>
          <button type="button" onClick={() => onSelect([each.step])}>
            <ChannelMark channel={each.channel} />
            <span className="ellipsis">
              <strong>{each.step}</strong> · {format.time(each.arrived_at)} ·{' '}
              {t('version', { version: each.version })}
            </span>
          </button>
          <Link to={`/interactions/${each.interaction_id}`}>{t('open_conversation')}</Link>
        </li>
      ))}
    </ul>
  );
}
