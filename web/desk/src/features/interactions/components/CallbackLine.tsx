import { PhoneOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import styles from './OfferCard.module.css';

// That a call goes to the customer, when they were told to expect it, and how often it was tried.
export function CallbackLine({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation('interactions');
  const format = useFormat();
  const { callback } = interaction;
  if (!callback || callback.stage === 'booked') return null;
  const { promised_from: from, promised_until: until, dials } = callback;
  const isDialling = interaction.state === 'dialling';
  return (
    <p className={`${styles.entrance} quiet`} role={isDialling ? 'status' : undefined}>
      <PhoneOutlined aria-hidden="true" /> {t(isDialling ? 'callback_now' : 'callback')}
      {from && until && (
        <> · {t('callback_promised', { from: format.time(from), until: format.time(until) })}</>
      )}
      {dials > 0 && !isDialling && <> · {t('callback_tries', { count: dials })}</>}
    </p>
  );
}
