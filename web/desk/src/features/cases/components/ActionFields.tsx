import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseMacro } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { priorities, statuses } from '../state/due';

export type Actions = CaseMacro['actions'];

export const noActions: Actions = {
  raises_priority: false,
  add_tags: [],
  remove_tags: [],
  fields: {},
  note: '',
  reply: '',
};

// Without what was cleared.
export const cleanActions = (actions: Actions): object =>
  Object.fromEntries(Object.entries(actions).filter(([, value]) => value !== undefined && value !== null));

// What a macro or a rule does.
export function ActionFields({ name }: { name: 'actions' | 'then' }) {
  const { t } = useTranslation('cases');
  const { users, teams } = useDirectory();
  const select = (field: string, label: string, options: { value: string; label: string }[]) => (
    <Form.Item name={[name, field]} label={label}>
      <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={options} placeholder="—" />
    </Form.Item>
  );
  const tags = (field: string, label: string) => (
    <Form.Item name={[name, field]} label={label}>
      <Select mode="tags" open={false} suffixIcon={null} />
    </Form.Item>
  );
  return (
    <>
      <Form.Item name={[name, 'reply']} label={t('actions.reply')} extra={t('actions.places')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
      </Form.Item>
      <Form.Item name={[name, 'note']} label={t('actions.note')} extra={t('actions.places')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
      </Form.Item>
      {select(
        'status',
        t('status_title'),
        statuses.slice(1).map((value) => ({ value, label: t(`status.${value}`) })),
      )}
      {select(
        'priority',
        t('priority_title'),
        priorities.map((value) => ({ value, label: t(`priority.${value}`) })),
      )}
      <Form.Item name={[name, 'raises_priority']} valuePropName="checked">
        <Checkbox>{t('actions.raise')}</Checkbox>
      </Form.Item>
      {select(
        'assignee_id',
        t('assignee'),
        users.map((each) => ({ value: each.id, label: each.name })),
      )}
      {select(
        'team_id',
        t('team'),
        teams.map((each) => ({ value: each.id, label: each.name })),
      )}
      {tags('add_tags', t('actions.add_tags'))}
      {tags('remove_tags', t('actions.remove_tags'))}
    </>
  );
}
