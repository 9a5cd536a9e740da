import { Checkbox, Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { NameField } from '@/ui/NameField';
import { eventKinds } from './events';

export function WebhookFields() {
  const { t } = useTranslation('webhooks');
  return (
    <>
      <NameField />
      <Form.Item
        name="url"
        label={t('url')}
        extra={t('url_help')}
        rules={[{ required: true, message: t('url_needed') }]}
      >
        <Input type="url" placeholder="https://crm.example.com/rapport" spellCheck={false} />
      </Form.Item>
      <Form.Item name="events" label={t('events')} rules={[{ required: true, message: t('events_needed') }]}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={eventKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
      </Form.Item>
      <Form.Item name="with_text" valuePropName="checked" extra={t('with_text_help')}>
        <Checkbox>{t('with_text')}</Checkbox>
      </Form.Item>
      <Form.Item name="is_active" label={t('is_active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  );
}
