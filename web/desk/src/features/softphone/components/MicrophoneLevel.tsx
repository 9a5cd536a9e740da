import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSoftphone } from '../state/softphone-context';
import styles from './Phone.module.css';

const everyMs = 80;

export function MicrophoneLevel() {
  const { t } = useTranslation('softphone');
  const { phone } = useSoftphone();
  const [level, setLevel] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setLevel(phone.meter.level()), everyMs);
    return () => clearInterval(timer);
  }, [phone]);
  const percent = Math.round(level * 100);
  return (
    <div className={styles.level}>
      <span id="phone-level">{t('level')}</span>
      <div
        className={styles.bar}
        role="meter"
        aria-labelledby="phone-level"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
