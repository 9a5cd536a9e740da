import { StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useSession } from '@/lib/session';
import { EmptyState } from '@/ui/EmptyState';
import { visiblePages } from '../page-list';

export function Home() {
  const { t } = useTranslation('ui');
  const { permissions } = useSession();
  const [first] = visiblePages(permissions);
  if (first) return <Navigate to={`/${first}`} replace />;
  return (
    <EmptyState icon={<StopOutlined />} title={t('no_permission.title')} text={t('no_permission.text')} />
  );
}
