import { useTranslation } from 'react-i18next';
import type { Credentials } from '@/lib/contract';
import { Avatar } from '@/ui/Avatar';
import { useDemo } from '../api/get-demo';
import styles from './SignIn.module.css';

export function DemoSignIns({ isBusy, onChoose }: { isBusy: boolean; onChoose: (c: Credentials) => void }) {
  const { t, i18n } = useTranslation('session');
  const { data: demo } = useDemo();
  if (!demo || demo.sign_ins.length === 0) return null;
  const roleText = (role: string) => (i18n.exists(`session:role.${role}`) ? t(`role.${role}`) : role);
  return (
    <section className={styles.demo}>
      <h2>{t('demo_title')}</h2>
      <ul className={styles.list}>
        {demo.sign_ins.map(({ email, password, name, role }) => (
          <li key={email}>
            <button
              type="button"
              className={styles.person}
              disabled={isBusy}
              onClick={() => onChoose({ email, password })}
            >
              <Avatar name={name} size={30} />
              <span className={styles.who}>
                {name}
                <small>{email}</small>
              </span>
              <span className={styles.role}>{roleText(role)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
