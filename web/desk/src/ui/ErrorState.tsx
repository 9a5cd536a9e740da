import { WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState';
import { useProblemText } from './use-problem-text';

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('ui');
  const problemText = useProblemText();
  return (
    <div role="alert">
      <EmptyState icon={<WarningOutlined />} title={t('error.title')} text={problemText(error)}>
        {onRetry && <Button onClick={onRetry}>{t('error.retry')}</Button>}
      </EmptyState>
    </div>
  );
}
