import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '@/lib/directory';
import { useSession } from '@/lib/session';
import { PageFrame } from '@/ui/PageFrame';
import { PasswordForm } from './PasswordForm';
import { TotpSection } from './TotpSection';
import styles from './Profile.module.css';

export function Profile() {
  const { t } = useTranslation('session');
  const { user, organisation } = useSession();
  const names = useNames();
  const list = (texts: string[]) => texts.filter(Boolean).join(', ') || '—';
  const items = [
    { key: 'name', label: t('profile.name'), children: user.name },
    { key: 'email', label: t('email'), children: user.email },
    { key: 'organisation', label: t('profile.organisation'), children: organisation.name },
    {
      key: 'teams',
      label: t('profile.teams'),
      children: list(user.team_ids.map((id) => names.of('teams', id))),
    },
    {
      key: 'queues',
      label: t('profile.queues'),
      children: list(user.queue_ids.map((id) => names.of('queues', id))),
    },
    {
      key: 'skills',
      label: t('profile.skills'),
      children: list(user.skills.map(({ skill_id, level }) => `${names.of('skills', skill_id)} ${level}`)),
    },
  ];
  return (
    <PageFrame title={t('profile.title')}>
      <section className={styles.card}>
        <Descriptions column={{ xs: 1, sm: 2 }} items={items} size="small" />
      </section>
      <section className={styles.card}>
        <h2>{t('password_title')}</h2>
        <PasswordForm />
      </section>
      <section className={styles.card}>
        <h2>{t('totp.title')}</h2>
        <TotpSection hasTotp={user.has_totp} />
      </section>
    </PageFrame>
  );
}
