import { PauseCircleOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ParkedCall } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { Ticking } from '@/ui/Ticking';
import { useAct, useSoftphone } from '../state/softphone-context';
import styles from './Phone.module.css';

// In the header, while customers wait at places: who, and taking one of them.
export function ParkedButton() {
  const { t } = useTranslation('softphone');
  const { parked } = useSoftphone();
  if (parked.length === 0) return null;
  const label = t('parked_calls', { count: parked.length });
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <ul className={styles.parked} aria-label={label}>
          {parked.map((each) => (
            <ParkedRow key={each.interaction_id} call={each} />
          ))}
        </ul>
      }
    >
      <Button icon={<PauseCircleOutlined />} aria-label={label} title={label}>
        {parked.length}
      </Button>
    </Popover>
  );
}

function ParkedRow({ call }: { call: ParkedCall }) {
  const { t } = useTranslation('softphone');
  const names = useNames();
  const act = useAct(call.interaction_id);
  return (
    <li>
      <strong>{call.place}</strong>
      <span>
        {call.number || t('hidden_number')}
        <small>
          {names.of('users', call.by)} <Ticking since={call.since} />
        </small>
      </span>
      <Button size="small" type="primary" onClick={() => act('pick_up')}>
        {t('pick_up')}
      </Button>
    </li>
  );
}
