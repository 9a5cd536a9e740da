import { Checkbox, Form, Input, Radio, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { NameField } from '@/ui/NameField';

const ofCustomer = ['external_id', 'phone', 'email', 'name'] as const;
const ofEvent = ['event_id', 'kind', 'at', 'amount', 'currency', 'text'] as const;
const examples: Record<(typeof ofCustomer)[number] | (typeof ofEvent)[number], string> = {
  external_id: '/customer/id',
  phone: '/customer/phone',
  email: '/customer/email',
  name: '/customer/name',
  event_id: '/order/number',
  kind: '/type',
  at: '/paid_at',
  amount: '/order/total',
  currency: '/order/currency',
  text: '/order/title',
};

export function IncomingFields() {
  const { t } = useTranslation('webhooks');
  return (
    <>
      <NameField />
      <FormGroup title={t('incoming.customer')} help={t('incoming.customer_help')}>
        <Pointers fields={ofCustomer} />
        <Form.Item name="unknown" label={t('incoming.unknown.title')}>
          <Radio.Group
            options={(['hold', 'create', 'reject'] as const).map((value) => ({
              value,
              label: t(`incoming.unknown.${value}`),
            }))}
          />
        </Form.Item>
      </FormGroup>
      <FormGroup title={t('incoming.event')} help={t('incoming.event_help')}>
        <Pointers fields={ofEvent} />
        <FormPair>
          <Form.Item name="kind" label={t('incoming.default_kind')} extra={t('incoming.default_kind_help')}>
            <Input maxLength={40} placeholder="purchase" />
          </Form.Item>
          <Form.Item name="currency" label={t('incoming.default_currency')}>
            <Input maxLength={3} placeholder="CNY" />
          </Form.Item>
        </FormPair>
        <Form.Item name="is_in_hundredths" valuePropName="checked">
          <Checkbox>{t('incoming.hundredths')}</Checkbox>
        </Form.Item>
      </FormGroup>
      <Form.Item name="is_active" label={t('is_active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </>
  );
}

function Pointers({ fields }: { fields: readonly (keyof typeof examples)[] }) {
  const { t } = useTranslation('webhooks');
  const pairs = fields.flatMap((_, i) => (i % 2 === 0 ? [fields.slice(i, i + 2)] : []));
  return pairs.map((pair) => (
    <FormPair key={pair.join()}>
      {pair.map((field) => (
        <Form.Item
          key={field}
          name={['mapping', field]}
          label={t(`incoming.field.${field}`)}
          rules={[{ pattern: /^\//, message: t('incoming.pointer') }]}
        >
          <Input maxLength={200} spellCheck={false} placeholder={examples[field]} />
        </Form.Item>
      ))}
    </FormPair>
  ));
}
