import {
  AudioMutedOutlined,
  CustomerServiceOutlined,
  EyeOutlined,
  GlobalOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallMember } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import styles from './CallBar.module.css';

const icons = {
  customer: <UserOutlined />,
  agent: <CustomerServiceOutlined />,
  consulted: <TeamOutlined />,
  outside: <GlobalOutlined />,
  supervisor: <EyeOutlined />,
};

interface Props {
  members: CallMember[] | undefined;
  customer: string;
}

export function CallMembers({ members, customer }: Props) {
  const { t } = useTranslation('softphone');
  const names = useNames();
  if (!members || members.length === 0) return null;
  const nameOf = ({ role, user_id, number }: CallMember) => {
    if (role !== 'customer') return user_id ? names.of('users', user_id) : (number ?? '');
    return number && number !== customer ? `${customer} ${number}` : customer;
  };
  return (
    <ul className={styles.members} aria-label={t('members')}>
      {members.map((each) => (
        <li key={`${each.role}-${each.user_id ?? each.number ?? ''}`} className={styles.member}>
          <span title={t(`role.${each.role}`)} aria-hidden="true">
            {icons[each.role]}
          </span>
          <span className="sr-only">{t(`role.${each.role}`)}: </span>
          <span className="ellipsis">{nameOf(each)}</span>
          {each.supervision !== 'none' && (
            <span className={styles.mark}>{t(`supervision.${each.supervision}`)}</span>
          )}
          {each.is_ringing && <span className={styles.mark}>{t('ringing')}</span>}
          {each.is_holding && <span className={styles.mark}>{t('holding')}</span>}
          {each.is_muted && (
            <span className={styles.muted}>
              <AudioMutedOutlined aria-hidden="true" />
              <span className="sr-only"> {t('state.muted')}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
