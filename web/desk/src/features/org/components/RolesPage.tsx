import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Permission, Role } from '@/lib/contract';
import { Badge } from '@/ui/Badge';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { roles } from '../api/roles';
import { allPermissions } from '../state/permissions';
import styles from './Org.module.css';
import { useRoleName } from './use-role-name';

interface Values {
  name: string;
  permissions: Permission[];
}

export function RolesPage() {
  const { t } = useTranslation('org');
  const roleName = useRoleName();
  return (
    <ResourcePage<Role, Values>
      resource={roles}
      title={t('roles.title')}
      help={t('roles.help')}
      addText={t('roles.add')}
      nameOf={roleName}
      columns={[
        {
          title: t('roles.kind'),
          width: 120,
          render: (_, role) => role.is_built_in && <Badge>{t('roles.built_in')}</Badge>,
        },
        {
          title: t('roles.permissions'),
          render: (_, role) => role.permissions.map((each) => t(`permission.${each}`)).join(t('list_comma')),
        },
      ]}
      blank={{ name: '', permissions: ['take_interactions'] }}
      valuesOf={({ name, permissions }) => ({ name, permissions })}
      canChange={(role) => !role.is_built_in}
      form={() => (
        <>
          <NameField />
          <PermissionField name="permissions" label={t('roles.permissions')} />
        </>
      )}
    />
  );
}

export function PermissionField({
  name,
  label,
  among = allPermissions,
}: {
  name: string;
  label: string;
  among?: Permission[];
}) {
  const { t } = useTranslation('org');
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ type: 'array', min: 1, message: t('roles.permission_missing') }]}
    >
      <Checkbox.Group className={styles.permissions}>
        {among.map((each) => (
          <Checkbox key={each} value={each}>
            {t(`permission.${each}`)}
            <small>{t(`permission_help.${each}`)}</small>
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Form.Item>
  );
}
