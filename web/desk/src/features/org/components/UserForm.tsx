import { Form, Input, Rate, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { languages } from '@/lib/preferences';
import { useResourceList } from '@/lib/resource';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';
import { NameField } from '@/ui/NameField';
import { roles } from '../api/roles';
import { CapacityFields } from './CapacityFields';
import { useOptions } from './use-options';
import { useRoleName } from './use-role-name';

export function UserForm({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation('org');
  const teams = useOptions('teams');
  const queues = useOptions('queues');
  const roleName = useRoleName();
  const { data: allRoles = [] } = useResourceList(roles);
  const multiple = { mode: 'multiple' as const, showSearch: { optionFilterProp: 'label' } };
  return (
    <>
      <FormPair>
        <NameField label={t('users.name')} />
        <Form.Item
          name="email"
          label={t('users.email')}
          rules={[{ required: true, type: 'email', message: t('users.email_missing') }]}
        >
          <Input type="email" autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('users.password')}
          extra={isNew ? t('users.password_new') : t('users.password_keep')}
          rules={[{ min: 8, message: t('users.password_short') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="language" label={t('users.language')}>
          <Select allowClear options={languages} placeholder={t('users.language_any')} />
        </Form.Item>
      </FormPair>
      <Form.Item
        name="role_ids"
        label={t('users.roles')}
        rules={[{ required: true, message: t('users.role_missing') }]}
      >
        <Select {...multiple} options={allRoles.map((role) => ({ value: role.id, label: roleName(role) }))} />
      </Form.Item>
      <Form.Item name="is_active" label={t('users.may_sign_in')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <FormGroup title={t('users.work')} help={t('users.work_help')}>
        <FormPair>
          <Form.Item name="queue_ids" label={t('users.queues')}>
            <Select {...multiple} options={queues} />
          </Form.Item>
          <Form.Item name="team_ids" label={t('users.teams')}>
            <Select {...multiple} options={teams} />
          </Form.Item>
        </FormPair>
        <Form.Item label={t('users.skills')} extra={t('users.skills_help')}>
          <SkillRows />
        </Form.Item>
      </FormGroup>
      <FormGroup title={t('capacity.title')} help={t('capacity.help')}>
        <CapacityFields />
      </FormGroup>
    </>
  );
}

function SkillRows() {
  const { t } = useTranslation('org');
  const skills = useOptions('skills');
  return (
    <FormRows name="skills" addText={t('users.add_skill')} blank={{ level: 3 }}>
      {({ name }) => (
        <>
          <Form.Item
            name={[name, 'skill_id']}
            rules={[{ required: true, message: t('users.skill_missing') }]}
          >
            <Select
              options={skills}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: 200 }}
              aria-label={t('users.skills')}
            />
          </Form.Item>
          <Form.Item name={[name, 'level']}>
            <Rate character="●" allowClear={false} aria-label={t('users.level')} />
          </Form.Item>
        </>
      )}
    </FormRows>
  );
}
