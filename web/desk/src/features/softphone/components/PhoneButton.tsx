import { LoadingOutlined, PhoneOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '@/lib/keyboard';
import { lookOf } from '../state/health';
import { usePhoneView } from '../state/softphone-context';
import { PhonePanel } from './PhonePanel';
import styles from './Phone.module.css';

const icons = {
  off: <PhoneOutlined rotate={90} />,
  connecting: <LoadingOutlined />,
  ready: <PhoneOutlined rotate={90} />,
  problem: <WarningFilled />,
};

// In the header: how the phone is, and everything about it on a click.
export function PhoneButton() {
  const { t } = useTranslation('softphone');
  const { state, senses } = usePhoneView();
  const [isOpen, setOpen] = useState(false);
  useShortcut('phone', () => setOpen((open) => !open));
  const look = lookOf(state, senses);
  const label = t(`look.${look}`);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<PhonePanel />}
    >
      <Button
        className={look === 'problem' ? styles.alarming : undefined}
        icon={<span className={styles[look]}>{icons[look]}</span>}
        aria-expanded={isOpen}
        aria-label={label}
        title={label}
      >
        <span className={`${styles.word} ${styles[look]}`}>{label}</span>
      </Button>
    </Popover>
  );
}
