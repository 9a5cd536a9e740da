import { WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CallMember } from '@/lib/contract';
import { usePhone } from '@/lib/phone';
import styles from './CallBar.module.css';

interface Props {
  self: CallMember | undefined;
  isListener?: boolean;
}

// In a call without sound. Whoever speaks through a telephone of their own is in it without this phone.
export function NotHeard({ self, isListener = false }: Props) {
  const { t } = useTranslation('softphone');
  const phone = usePhone();
  if (!phone || phone.look === 'ready' || (self && !self.is_ringing)) return null;
  return (
    <p className={styles.warning} role="alert">
      <WarningFilled aria-hidden="true" />
      <span>
        {t(phone.look === 'connecting' ? 'not_heard_yet' : isListener ? 'not_listening' : 'not_heard')}
      </span>
      {phone.look !== 'connecting' && (
        <Button size="small" onClick={phone.turnOn}>
          {t('turn_on')}
        </Button>
      )}
    </p>
  );
}
