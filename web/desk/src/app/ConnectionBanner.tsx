import { DisconnectOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '@/lib/live/live-context';
import styles from './Shell.module.css';

export function ConnectionBanner() {
  const { state } = useLive();
  const [isLate, setLate] = useState(false);
  // The first moments of connecting are nobody's business.
  useEffect(() => {
    const timer = setTimeout(() => setLate(state === 'connecting'), 1500);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [state]);
  if (state === 'waiting') return <WaitingBanner />;
  return state === 'connecting' && isLate ? <ConnectingBanner /> : null;
}

function ConnectingBanner() {
  const { t } = useTranslation('ui');
  return (
    <div className={styles.banner} role="status">
      <DisconnectOutlined /> {t('connection.connecting')}
    </div>
  );
}

function WaitingBanner() {
  const { t } = useTranslation('ui');
  const { feed, retryAt = 0 } = useLive();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={styles.banner} role="status">
      <DisconnectOutlined />
      {t('connection.waiting', { seconds: Math.max(0, Math.ceil((retryAt - now) / 1000)) })}
      <Button size="small" onClick={() => feed.retryNow()}>
        {t('connection.retry')}
      </Button>
    </div>
  );
}
