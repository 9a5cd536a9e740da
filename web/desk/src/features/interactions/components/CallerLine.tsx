import { WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { usePhone } from '@/lib/phone';
import { CallerNumber } from './CallerNumber';
import styles from './OfferCard.module.css';

// What an offer of a call says besides: the caller's number, the line it came in by, and whether it would be heard.
export function CallerLine({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('interactions');
  const phone = usePhone();
  return (
    <>
      <CallerNumber customer={interaction.customer} />
      {interaction.entrance && <p className={`${styles.entrance} quiet`}>{interaction.entrance}</p>}
      {phone && phone.look !== 'ready' && (
        <p className={styles.warning}>
          <WarningFilled aria-hidden="true" />
          <span>{t(`phone_${phone.look}`)}</span>
          {phone.look === 'off' && (
            <Button size="small" onClick={phone.turnOn}>
              {t('phone_turn_on')}
            </Button>
          )}
        </p>
      )}
    </>
  );
}
