import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, useNavigate, useParams } from 'react-router';
import { useSession } from '@/lib/session';
import { useMedia } from '@/lib/use-media';
import { adminSections } from '../admin-sections';
import type { AdminSection } from '../admin-sections';
import { RouteFailure } from '../RouteFailure';
import styles from './AdminPage.module.css';

const groups = ['people', 'routing', 'channels', 'security'] as const;

export function AdminPage() {
  const { section } = useParams();
  const { permissions } = useSession();
  const isNarrow = useMedia('(max-width: 899px)');
  const visible = adminSections.filter(({ permission }) => permissions.includes(permission));
  const current = visible.find(({ path }) => path === section);
  if (section === undefined && visible[0]) return <Navigate to={`/admin/${visible[0].path}`} replace />;
  if (!current) return <RouteFailure isNotFound />;
  return (
    <div className={styles.admin}>
      {isNarrow ? (
        <SectionSelect sections={visible} current={current.path} />
      ) : (
        <SectionNav sections={visible} />
      )}
      <div className={styles.page}>
        <current.Page key={current.path} />
      </div>
    </div>
  );
}

function SectionNav({ sections }: { sections: AdminSection[] }) {
  const { t } = useTranslation('ui');
  return (
    <nav className={styles.nav} aria-label={t('admin_nav.title')}>
      {groups.map((group) => {
        const inGroup = sections.filter((each) => each.group === group);
        if (inGroup.length === 0) return null;
        return (
          <div key={group}>
            <h2>{t(`admin_nav.${group}`)}</h2>
            {inGroup.map(({ path }) => (
              <NavLink key={path} to={`/admin/${path}`}>
                {t(`admin_nav.${path}`)}
              </NavLink>
            ))}
          </div>
        );
      })}
    </nav>
  );
}

function SectionSelect({ sections, current }: { sections: AdminSection[]; current: string }) {
  const { t } = useTranslation('ui');
  const navigate = useNavigate();
  const options = groups.map((group) => ({
    label: t(`admin_nav.${group}`),
    options: sections
      .filter((each) => each.group === group)
      .map(({ path }) => ({ value: path, label: t(`admin_nav.${path}`) })),
  }));
  return (
    <div className={styles.select}>
      <Select
        value={current}
        options={options.filter((each) => each.options.length > 0)}
        aria-label={t('admin_nav.title')}
        onChange={(path: string) => void navigate(`/admin/${path}`)}
        style={{ width: '100%' }}
      />
    </div>
  );
}
