import { PhoneOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import styles from './OfferCard.module.css';

// That a call goes to the customer, when they were told to expect it, and how often it was tried.
export function CallbackLine({
  interaction,
  className = styles.entrance,
}: {
  interaction: Interaction;
  className?: string;
}) {
  const { t } = useTranslation('interactions');
  const format = useFormat();
  const { callback } = interaction;
  if (!callback || callback.stage === 'booked') return null;
  const { promised_from: from, promised_until: until, dials } = callback;
  const isDialling = interaction.state === 'dialling';
  const isAsked = interaction.state === 'offered' && !interaction.offer?.is_unasked;
  const what = isDialling ? 'callback_now' : isAsked ? 'callback_offered' : 'callback';
  return (
    <p className={`${className} quiet`} role={isDialling ? 'status' : undefined}>
      <PhoneOutlined rotate={90} aria-hidden="true" /> {t(what)}
      {from && until && (
        <> · {t('callback_promised', { from: format.time(from), until: format.time(until) })}</>
      )}
      {dials > 0 && !isDialling && <> · {t('callback_tries', { count: dials })}</>}
    </p>
  );
}
