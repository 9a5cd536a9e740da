import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useInteraction } from '@/features/interactions/api/get-interaction';
import { Explanation } from '@/features/why/components/Explanation';
import { LegTimeline } from '@/features/why/components/LegTimeline';
import { useNames } from '@/lib/directory';
import { PageFrame } from '@/ui/PageFrame';
import styles from './InteractionPage.module.css';

export function WhyPage() {
  const { t } = useTranslation('why');
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const names = useNames();
  const { data: interaction } = useInteraction(id);
  const facts = interaction && [
    interaction.customer.name,
    t(`ui:channel.${interaction.channel}`),
    names.of('queues', interaction.queue_id),
    t(`ui:state.${interaction.state}`),
    interaction.agent_id ? names.of('users', interaction.agent_id) : '',
  ];
  return (
    <PageFrame
      title={t('title')}
      subtitle={facts?.filter(Boolean).join(' · ')}
      actions={
        <>
          <Button icon={<ArrowLeftOutlined />} onClick={() => void navigate(-1)}>
            {t('back')}
          </Button>
          <Link to={`/interactions/${id}`}>
            <Button tabIndex={-1}>{t('read')}</Button>
          </Link>
        </>
      }
    >
      <div className={styles.split}>
        <section aria-label={t('decisions')}>
          <Explanation interactionId={id} />
        </section>
        <aside className={styles.side}>
          <h2>{t('course')}</h2>
          {interaction ? <LegTimeline legs={interaction.legs} /> : <Skeleton active />}
        </aside>
      </div>
    </PageFrame>
  );
}
