import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Choice, Device } from '../state/devices';
import type { PhoneView } from '../state/softphone';
import { useSoftphone } from '../state/softphone-context';
import styles from './Phone.module.css';

export function DeviceChoices({ view: { choice, devices } }: { view: PhoneView }) {
  const { t } = useTranslation('softphone');
  const { phone } = useSoftphone();
  const row = (kind: keyof Choice, list: Device[]) => (
    <label className={styles.device}>
      <span>{t(`device.${kind}`)}</span>
      <Select
        size="small"
        value={list.some(({ id }) => id === choice[kind]) ? choice[kind] : ''}
        onChange={(id) => phone.choose({ [kind]: id })}
        options={[
          { value: '', label: t('device.system') },
          ...list.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        aria-label={t(`device.${kind}`)}
        getPopupContainer={(box) => box.parentElement ?? document.body}
      />
    </label>
  );
  return (
    <div className={styles.devices}>
      {row('microphone', devices.microphones)}
      {row('loudspeaker', devices.loudspeakers)}
      {row('ringer', devices.loudspeakers)}
    </div>
  );
}
