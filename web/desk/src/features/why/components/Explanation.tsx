import { QuestionCircleOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { useExplanation } from '../api/get-why';
import { AssignmentCard } from './AssignmentCard';
import { AssistCard } from './AssistCard';
import styles from './Why.module.css';

// Why an interaction went where it went: one card per decision of the switchboard.
export function Explanation({ interactionId }: { interactionId: string }) {
  const { t } = useTranslation('why');
  const format = useFormat();
  const { data, error, refetch } = useExplanation(interactionId);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 6 }} />;
  const { assignments, assists, wait } = data;
  return (
    <div className={styles.cards}>
      {wait && (
        <p className={styles.waiting} role="status">
          {t('waiting', { position: wait.position })}{' '}
          {wait.is_known
            ? t('estimate', { low: format.duration(wait.low_s), high: format.duration(wait.high_s) })
            : t('estimate_unknown')}
        </p>
      )}
      {assignments.length === 0 && (
        <EmptyState icon={<QuestionCircleOutlined />} title={t('none')} text={t('none_text')} />
      )}
      {assignments.map((assignment, index) => (
        <AssignmentCard key={assignment.offer_id} assignment={assignment} number={index + 1} />
      ))}
      {assists.map((assist) => (
        <AssistCard key={assist.began_at} assist={assist} />
      ))}
    </div>
  );
}
