import { CheckCircleFilled, TeamOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Dropdown } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interaction, Offer } from '@/lib/contract';
import { nameIn, useDirectory, useNames } from '@/lib/directory';
import { useShortcut } from '@/lib/keyboard';
import { usePhone } from '@/lib/phone';
import { ChannelMark } from '@/ui/ChannelMark';
import { CountdownRing } from '@/ui/CountdownRing';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { Ticking } from '@/ui/Ticking';
import { useProblemText } from '@/ui/use-problem-text';
import { useAcceptOffer } from '../api/accept-offer';
import { useDeclineOffer } from '../api/decline-offer';
import { CallbackLine } from './CallbackLine';
import { CallerLine } from './CallerLine';
import { CallerNumber } from './CallerNumber';
import styles from './OfferCard.module.css';

interface Props {
  interaction: Interaction;
  offer: Offer;
  isFirst: boolean;
  onAccepted: (interactionId: string) => void;
}

export function OfferCard({ interaction, offer, isFirst, onAccepted }: Props) {
  const { t, i18n } = useTranslation('interactions');
  const names = useNames();
  const { decline_reasons: reasons } = useDirectory();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const accept = useAcceptOffer(interaction.id);
  const decline = useDeclineOffer(interaction.id);
  const declineButton = useRef<HTMLButtonElement>(null);
  const fail = (error: unknown) => void message.error(problemText(error));
  const isBusy = accept.isPending || decline.isPending;
  const phone = usePhone();

  const doAccept = () => {
    if (isBusy) return;
    // As promises: the feed may be faster than the answer, and takes this card away.
    accept.mutateAsync({ offer_id: offer.id }).then(() => onAccepted(interaction.id), fail);
  };
  const doDecline = (reasonId?: string) => {
    if (!isBusy) decline.mutateAsync({ offer_id: offer.id, reason_id: reasonId }).catch(fail);
  };
  useShortcut('accept', doAccept, isFirst && !offer.is_unasked);
  // Opens the reasons; without any there is nothing to choose.
  useShortcut('decline', () => (reasons.length > 0 ? declineButton.current?.click() : doDecline()), isFirst);

  const items = reasons.map((reason) => ({
    key: reason.id,
    label: nameIn(i18n.language, reason),
    onClick: () => doDecline(reason.id),
  }));
  // With sound at the desk it is accepted already.
  if (offer.is_unasked && phone?.look === 'ready') return null;
  const words = interaction.last_message?.text ?? interaction.subject;
  return (
    <section
      className={styles.card}
      aria-label={t('offer_from', { name: interaction.customer.name })}
      role="alert"
    >
      <div className={styles.top}>
        <div className={styles.who}>
          <p className={styles.kind}>
            {offer.is_consult ? (
              <>
                <TeamOutlined /> {t('consult_offer', { name: names.of('users', interaction.agent_id) })}
              </>
            ) : (
              <>
                <ChannelMark channel={interaction.channel} /> {t(`ui:channel.${interaction.channel}`)} ·{' '}
                {names.of('queues', interaction.queue_id)}
              </>
            )}
          </p>
          <h2>
            {interaction.customer.name}
            {interaction.customer.is_verified && (
              <CheckCircleFilled className={styles.verified} title={t('verified')} />
            )}
          </h2>
          <p className="quiet">
            {t('waited')} <Ticking since={interaction.queued_at} />
            {interaction.priority > 0 && ` · ${t('priority', { count: interaction.priority })}`}
          </p>
        </div>
        <CountdownRing endsAt={offer.expires_at} totalS={offer.timeout_s} label={t('time_left')} />
      </div>
      <CallbackLine interaction={interaction} />
      {interaction.channel === 'voice' && <CallerLine interaction={interaction} />}
      {interaction.channel === 'voicemail' && <CallerNumber customer={interaction.customer} />}
      {words && <p className={styles.words}>{words}</p>}
      <div className={styles.actions}>
        {offer.is_unasked ? (
          <p className={styles.pick_up}>{t('pick_up')}</p>
        ) : (
          <ShortcutTip title={t('accept')} of="accept">
            <Button type="primary" block loading={accept.isPending} onClick={doAccept}>
              {t('accept')}
            </Button>
          </ShortcutTip>
        )}
        <ShortcutTip title={t('decline')} of="decline">
          <span className={styles.menu}>
            <Dropdown menu={{ items }} trigger={['click']} disabled={reasons.length === 0} autoFocus>
              <Button
                ref={declineButton}
                block
                loading={decline.isPending}
                onClick={reasons.length === 0 ? () => doDecline() : undefined}
              >
                {t('decline')}
              </Button>
            </Dropdown>
          </span>
        </ShortcutTip>
      </div>
    </section>
  );
}
