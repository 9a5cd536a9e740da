import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { useCallerNumber } from '../api/get-caller';
import { CallBackButton } from './CallBackButton';
import styles from './VoicemailBar.module.css';

interface Props {
  interaction: Interaction;
  canCallBack: boolean;
  children: ReactNode; // the player
}

// What a caller left, above everything else of the conversation: who, which line they called, their words, and the way
// back to them.
export function VoicemailBar({ interaction, canCallBack, children }: Props) {
  const { t } = useTranslation('interactions');
  const number = useCallerNumber(interaction.customer.id);
  const { name } = interaction.customer;
  return (
    <section className={styles.voicemail} aria-label={t('voicemail_from', { name })}>
      <div className={styles.who}>
        <p>
          <strong className="numbers">{number ?? name}</strong>
          {interaction.subject && (
            <span className="quiet">{t('called', { number: interaction.subject })}</span>
          )}
        </p>
        {canCallBack && <CallBackButton interaction={interaction} />}
      </div>
      {children}
    </section>
  );
}
