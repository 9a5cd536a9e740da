import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { useSession } from '@/lib/session';
import { SectionFrame } from '@/ui/SectionFrame';
import { adminSections } from '../admin-sections';
import { RouteFailure } from '../RouteFailure';

const groups = ['people', 'routing', 'channels', 'security'] as const;

export function AdminPage() {
  const { t } = useTranslation('ui');
  const { section } = useParams();
  const { permissions } = useSession();
  const visible = adminSections.filter(({ permission }) => permissions.includes(permission));
  const current = visible.find(({ path }) => path === section);
  if (section === undefined && visible[0]) return <Navigate to={`/admin/${visible[0].path}`} replace />;
  if (!current) return <RouteFailure isNotFound />;
  return (
    <SectionFrame
      title={t('admin_nav.title')}
      current={`/admin/${current.path}`}
      groups={groups.map((group) => ({
        label: t(`admin_nav.${group}`),
        links: visible
          .filter((each) => each.group === group)
          .map(({ path }) => ({ to: `/admin/${path}`, label: t(`admin_nav.${path}`) })),
      }))}
    >
      <current.Page key={current.path} />
    </SectionFrame>
  );
}
