import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormRows } from '@/ui/FormRows';

const transports = ['udp', 'tcp', 'tls'].map((value) => ({ value, label: value.toUpperCase() }));

export function GatewayFields() {
  const { t } = useTranslation('lines');
  return (
    <Form.Item label={t('trunks.gateways')} extra={t('trunk.gateways_help')}>
      <FormRows
        name="gateways"
        addText={t('trunk.add_gateway')}
        blank={{ host: '', port: 0, transport: 'udp', priority: 0 }}
        most={10}
      >
        {({ name }) => (
          <>
            <Form.Item
              name={[name, 'host']}
              rules={[{ required: true, whitespace: true, message: t('trunk.host_missing') }]}
            >
              <Input
                placeholder="sip.provider.example"
                aria-label={t('trunk.host')}
                maxLength={255}
                style={{ width: 220 }}
              />
            </Form.Item>
            <Form.Item name={[name, 'port']}>
              <InputNumber
                min={0}
                max={65_535}
                precision={0}
                aria-label={t('trunk.port')}
                prefix={t('trunk.port')}
                style={{ width: 116 }}
              />
            </Form.Item>
            <Form.Item name={[name, 'transport']}>
              <Select options={transports} aria-label={t('trunk.transport')} style={{ width: 76 }} />
            </Form.Item>
            <Form.Item name={[name, 'priority']}>
              <InputNumber
                min={0}
                max={1000}
                precision={0}
                aria-label={t('trunk.priority')}
                prefix={t('trunk.priority')}
                style={{ width: 108 }}
              />
            </Form.Item>
          </>
        )}
      </FormRows>
    </Form.Item>
  );
}
