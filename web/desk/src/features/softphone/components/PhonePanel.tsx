import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { complaintOf, lookOf } from '../state/health';
import type { Complaint } from '../state/health';
import { usePhoneView, useSoftphone } from '../state/softphone-context';
import type { PhoneView } from '../state/softphone';
import { DeviceChoices } from './DeviceChoices';
import { MicrophoneLevel } from './MicrophoneLevel';
import { QualityFacts } from './QualityFacts';
import styles from './Phone.module.css';

// What is the matter with the phone, what to do about it, its devices and its quality.
export function PhonePanel() {
  const { t } = useTranslation('softphone');
  const view = usePhoneView();
  const look = lookOf(view.state, view.senses);
  const complaint = complaintOf(view.state, view.senses);
  const isOn = view.state.status !== 'off' && view.state.status !== 'replaced';
  const hasSound = isOn && view.state.status !== 'blocked' && view.state.status !== 'asking';
  return (
    <section className={styles.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <div
        className={`${styles.state} ${look === 'problem' ? styles.isBad : look === 'ready' ? styles.isGood : ''}`}
        role="status"
      >
        <strong>{t(`look.${look}`)}</strong>
        <p>{text(view, complaint, t)}</p>
      </div>
      <Remedy view={view} complaint={complaint} />
      {hasSound && <MicrophoneLevel />}
      {isOn && <DeviceChoices view={view} />}
      {view.senses.quality && <QualityFacts quality={view.senses.quality} />}
    </section>
  );
}

function text(view: PhoneView, complaint: Complaint | undefined, t: (key: string) => string): string {
  if (complaint) return t(`complaint.${complaint}`);
  return t(`status.${view.state.status}`);
}

function Remedy({ view, complaint }: { view: PhoneView; complaint: Complaint | undefined }) {
  const { t } = useTranslation('softphone');
  const { phone } = useSoftphone();
  const { status } = view.state;
  if (status === 'off')
    return (
      <Button type="primary" block onClick={phone.turnOn}>
        {t('turn_on')}
      </Button>
    );
  if (status === 'replaced')
    return (
      <div className={styles.remedies}>
        <Button type="primary" onClick={phone.turnOn}>
          {t('use_here')}
        </Button>
        <Button onClick={phone.turnOff}>{t('turn_off')}</Button>
      </div>
    );
  return (
    <div className={styles.remedies}>
      {complaint === 'sound_blocked' && (
        <Button type="primary" onClick={phone.allowSound}>
          {t('allow_sound')}
        </Button>
      )}
      {(status === 'blocked' || (status === 'waiting' && complaint !== 'feed')) && (
        <Button type="primary" onClick={phone.turnOn}>
          {t('try_again')}
        </Button>
      )}
      <Button onClick={phone.turnOff}>{t('turn_off')}</Button>
    </div>
  );
}
