import { useTranslation } from 'react-i18next';
import type { User } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useResourceList } from '@/lib/resource';
import { Badge } from '@/ui/Badge';
import { ResourcePage } from '@/ui/ResourcePage';
import { roles } from '../api/roles';
import { users } from '../api/users';
import { blankUser, fieldsOfUser, valuesOfUser } from '../state/user-form';
import type { UserValues } from '../state/user-form';
import { UserForm } from './UserForm';
import { useRoleName } from './use-role-name';

export function UsersPage() {
  const { t } = useTranslation('org');
  const names = useNames();
  const roleName = useRoleName();
  const { data: allRoles = [] } = useResourceList(roles);
  const roleNames = (user: User) =>
    user.role_ids
      .map((id) => allRoles.find((role) => role.id === id))
      .map((role) => (role ? roleName(role) : ''))
      .filter(Boolean)
      .join(t('list_comma'));
  return (
    <ResourcePage<User, UserValues>
      resource={users}
      title={t('users.title')}
      help={t('users.help')}
      addText={t('users.add')}
      formWidth={640}
      textOf={({ name, email }) => `${name} ${email}`}
      removeText={t('users.deactivate')}
      columns={[
        { title: t('users.email'), dataIndex: 'email' },
        { title: t('users.roles'), render: (_, user) => roleNames(user) },
        {
          title: t('users.teams'),
          render: (_, user) => user.team_ids.map((id) => names.of('teams', id)).join(t('list_comma')),
        },
        {
          title: t('users.skills'),
          render: (_, user) =>
            user.skills
              .map(({ skill_id, level }) => `${names.of('skills', skill_id)} ${level}`)
              .join(t('list_comma')),
        },
        {
          title: t('users.state'),
          width: 130,
          filters: [
            { text: t('users.active'), value: true },
            { text: t('users.inactive'), value: false },
          ],
          onFilter: (value, user) => user.is_active === value,
          render: (_, user) => (
            <>
              {user.is_active ? (
                <Badge tone="calm">{t('users.active')}</Badge>
              ) : (
                <Badge>{t('users.inactive')}</Badge>
              )}{' '}
              {user.has_totp && <Badge>{t('users.totp')}</Badge>}
            </>
          ),
        },
      ]}
      blank={blankUser}
      valuesOf={valuesOfUser}
      fieldsOf={fieldsOfUser}
      form={(user) => <UserForm isNew={user === undefined} />}
    />
  );
}
