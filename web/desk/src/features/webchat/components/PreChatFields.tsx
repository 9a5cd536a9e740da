import { Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';

const path = ['webchat', 'pre_chat', 'fields'];
const blank = { name: '', label: '', label_zh: '', kind: 'text', options: [], is_required: false };

export function PreChatFields() {
  const { t } = useTranslation('webchat');
  return (
    <FormGroup title={t('pre_chat')}>
      <Form.Item name={['webchat', 'pre_chat', 'is_on']} label={t('pre_chat_on')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <FormRows
        name={path}
        addText={t('add_field')}
        blank={blank}
        cardTitle={(index) => t('field_number', { number: index + 1 })}
        most={20}
      >
        {({ name }) => <Question at={name} />}
      </FormRows>
    </FormGroup>
  );
}

function Question({ at }: { at: number }) {
  const { t } = useTranslation('webchat');
  const kind: unknown = Form.useWatch([...path, at, 'kind']);
  const kinds = (['text', 'email', 'select'] as const).map((each) => ({
    value: each,
    label: t(`kind.${each}`),
  }));
  return (
    <>
      <FormPair>
        <Form.Item
          name={[at, 'label']}
          label={t('field_label')}
          rules={[{ required: true, message: t('rule_missing') }]}
        >
          <Input />
        </Form.Item>
        <Form.Item name={[at, 'label_zh']} label={t('field_label_zh')}>
          <Input />
        </Form.Item>
        <Form.Item
          name={[at, 'name']}
          label={t('field_name')}
          extra={t('field_name_help')}
          rules={[{ required: true, pattern: /^\w+$/, message: t('field_name_missing') }]}
        >
          <Input />
        </Form.Item>
        <Form.Item name={[at, 'kind']} label={t('field_kind')}>
          <Select options={kinds} />
        </Form.Item>
      </FormPair>
      {kind === 'select' && (
        <Form.Item
          name={[at, 'options']}
          label={t('field_options')}
          rules={[{ required: true, message: t('rule_missing') }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      )}
      <Form.Item name={[at, 'is_required']} label={t('field_required')} valuePropName="checked">
        <Switch size="small" />
      </Form.Item>
    </>
  );
}
