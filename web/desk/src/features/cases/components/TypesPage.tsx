import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseType } from '@/lib/contract';
import { FormGroup } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { caseTypes } from '../api/kept';
import { priorities } from '../state/due';

type Values = Omit<CaseType, 'id'>;

const kinds = ['text', 'integer', 'decimal', 'date', 'choice', 'boolean'] as const;

const blank: Values = {
  name: '',
  name_zh: '',
  fields: [],
  checklist: [],
  template_subject: '',
  template_text: '',
  priority: 'normal',
};

export function TypesPage() {
  const { t } = useTranslation('cases');
  return (
    <ResourcePage<CaseType, Values>
      resource={caseTypes}
      title={t('types.title')}
      help={t('types.help')}
      addText={t('types.add')}
      formWidth={640}
      columns={[
        { title: t('types.name_zh'), dataIndex: 'name_zh' },
        { title: t('types.fields'), align: 'right', render: (_, each) => each.fields.length || '—' },
        { title: t('checklist'), align: 'right', render: (_, each) => each.checklist.length || '—' },
      ]}
      blank={blank}
      valuesOf={({ id: _id, ...values }) => values}
      form={() => <TypeForm />}
    />
  );
}

function TypeForm() {
  const { t } = useTranslation('cases');
  const needed = [{ required: true, message: t('field_missing') }];
  return (
    <>
      <NameField />
      <Form.Item name="name_zh" label={t('types.name_zh')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="priority" label={t('priority_title')}>
        <Select options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))} />
      </Form.Item>
      <FormGroup title={t('types.fields')} help={t('types.fields_help')}>
        <FormRows
          name="fields"
          addText={t('types.add_field')}
          blank={{ key: '', name: '', name_zh: '', kind: 'text', choices: [] }}
          cardTitle={(index) => t('types.field', { number: index + 1 })}
        >
          {({ name }) => (
            <>
              <Form.Item
                name={[name, 'key']}
                label={t('types.key')}
                extra={t('types.key_help')}
                rules={needed}
              >
                <Input maxLength={40} />
              </Form.Item>
              <Form.Item name={[name, 'name']} label={t('types.field_name')} rules={needed}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={[name, 'name_zh']} label={t('types.name_zh')}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={[name, 'kind']} label={t('types.kind')}>
                <Select options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
              </Form.Item>
              <Form.Item name={[name, 'choices']} label={t('types.choices')}>
                <Select mode="tags" open={false} suffixIcon={null} />
              </Form.Item>
              <Form.Item name={[name, 'is_needed_to_open']} valuePropName="checked">
                <Checkbox>{t('types.needed_to_open')}</Checkbox>
              </Form.Item>
              <Form.Item name={[name, 'is_needed_to_solve']} valuePropName="checked">
                <Checkbox>{t('types.needed_to_solve')}</Checkbox>
              </Form.Item>
            </>
          )}
        </FormRows>
      </FormGroup>
      <Form.Item name="checklist" label={t('checklist')} extra={t('types.checklist_help')}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="template_subject" label={t('types.template_subject')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="template_text" label={t('types.template_text')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
      </Form.Item>
    </>
  );
}
