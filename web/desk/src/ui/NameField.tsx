import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

export function NameField({ label }: { label?: string }) {
  const { t } = useTranslation('ui');
  return (
    <Form.Item
      name="name"
      label={label ?? t('admin.name')}
      rules={[{ required: true, whitespace: true, message: t('admin.name_missing') }]}
    >
      <Input maxLength={100} />
    </Form.Item>
  );
}
