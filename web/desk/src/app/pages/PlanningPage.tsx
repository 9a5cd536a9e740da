import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { useSession } from '@/lib/session';
import { SectionFrame } from '@/ui/SectionFrame';
import { planningSections } from '../planning-sections';
import { RouteFailure } from '../RouteFailure';

const groups = ['plan', 'today', 'data'] as const;

export function PlanningPage() {
  const { t } = useTranslation('ui');
  const { section } = useParams();
  const { permissions } = useSession();
  const open = planningSections.filter(({ needs = ['plan'] }) =>
    needs.some((each) => permissions.includes(each)),
  );
  const current = open.find(({ path }) => path === section);
  if (section === undefined && open[0]) return <Navigate to={`/planning/${open[0].path}`} replace />;
  if (!current) return <RouteFailure isNotFound />;
  return (
    <SectionFrame
      title={t('planning_nav.title')}
      current={`/planning/${current.path}`}
      groups={groups.map((group) => ({
        label: t(`planning_nav.${group}`),
        links: open
          .filter((each) => each.group === group)
          .map(({ path }) => ({ to: `/planning/${path}`, label: t(`planning_nav.${path}`) })),
      }))}
    >
      <current.Page key={current.path} />
    </SectionFrame>
  );
}
