import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { CustomerPanel } from '@/features/customers/components/CustomerPanel';
import { MailThread } from '@/features/email/components/MailThread';
import { useInteraction } from '@/features/interactions/api/get-interaction';
import { Transcript } from '@/features/interactions/components/Transcript';
import { Recordings } from '@/features/recordings/components/Recordings';
import { SuperviseBar } from '@/features/softphone/components/SuperviseBar';
import { ValueSection } from '@/features/value/components/ValueSection';
import { LegTimeline } from '@/features/why/components/LegTimeline';
import { useMay } from '@/lib/session';
import styles from './InteractionPage.module.css';

export function InteractionPage() {
  const { t } = useTranslation('why');
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const canNote = useMay('supervise');
  const { data: interaction } = useInteraction(id);
  const course = interaction && (
    <section className={styles.block}>
      <h2>{t('course')}</h2>
      <LegTimeline legs={interaction.legs} />
      <Button
        size="small"
        icon={<QuestionCircleOutlined />}
        onClick={() => void navigate(`/interactions/${interaction.id}/why`)}
      >
        {t('title')}
      </Button>
    </section>
  );
  return (
    <div className={styles.reader}>
      <Transcript
        key={id}
        interactionId={id}
        canNote={canNote}
        onClose={() => void navigate(-1)}
        recordings={<Recordings interactionId={id} />}
        mails={(of, notes) => <MailThread interactionId={of} asides={notes} />}
        callBar={canNote ? (call) => <SuperviseBar interaction={call} /> : undefined}
      />
      <aside>
        {interaction && (
          <CustomerPanel
            interaction={interaction}
            why={course}
            more={<ValueSection customerId={interaction.customer.id} />}
            onRead={(other) => void navigate(`/interactions/${other}`)}
          />
        )}
      </aside>
    </div>
  );
}
