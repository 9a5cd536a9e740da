import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CustomField } from '@/lib/contract';
import { ResourcePage } from '@/ui/ResourcePage';
import { customerFields } from '../api/kept';

type Values = Omit<CustomField, 'id'>;

const types = ['text', 'integer', 'decimal', 'date', 'choice', 'boolean'] as const;
const blank: Values = {
  name: '',
  label: '',
  label_zh: '',
  type: 'text',
  choices: [],
  weight: 0,
  question: '',
  question_zh: '',
};

// Fields of customers that the organisation makes up.
export function FieldsPage() {
  const { t, i18n } = useTranslation('customers');
  const isChinese = i18n.language.startsWith('zh');
  return (
    <ResourcePage<CustomField, Values>
      resource={customerFields}
      title={t('fields.title')}
      help={t('fields.help')}
      addText={t('fields.add')}
      formWidth={560}
      nameOf={(each) => (isChinese && each.label_zh) || each.label}
      columns={[
        { title: t('fields.name'), render: (_, each) => <code>{each.name}</code> },
        { title: t('fields.type'), render: (_, each) => t(`field_type.${each.type}`) },
        { title: t('fields.weight'), align: 'right', render: (_, each) => each.weight || '—' },
      ]}
      blank={blank}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={(values) => ({ ...values, choices: values.type === 'choice' ? values.choices : [] })}
      form={(item) => <FieldForm isNew={!item} />}
    />
  );
}

function FieldForm({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation('customers');
  const type = Form.useWatch<Values['type']>('type');
  const missing = [{ required: true, message: t('fields.missing') }];
  return (
    <>
      <Form.Item name="label" label={t('fields.label')} rules={missing}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="label_zh" label={t('fields.label_zh')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="name" label={t('fields.name')} extra={t('fields.name_help')} rules={missing}>
        <Input maxLength={40} disabled={!isNew} spellCheck={false} />
      </Form.Item>
      <Form.Item name="type" label={t('fields.type')}>
        <Select options={types.map((value) => ({ value, label: t(`field_type.${value}`) }))} />
      </Form.Item>
      {type === 'choice' && (
        <Form.Item name="choices" label={t('fields.choices')} rules={missing}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      )}
      <Form.Item name="weight" label={t('fields.weight')} extra={t('fields.weight_help')}>
        <InputNumber min={0} max={100} precision={0} />
      </Form.Item>
      <Form.Item name="question" label={t('fields.question')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="question_zh" label={t('fields.question_zh')}>
        <Input maxLength={300} />
      </Form.Item>
    </>
  );
}
