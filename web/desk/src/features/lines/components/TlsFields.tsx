import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';

const trusts = ['system', 'authority', 'fingerprint'] as const;

// How gateways over TLS prove who they are; nothing to say while there are none.
export function TlsFields() {
  const { t } = useTranslation('lines');
  const gateways: ({ transport?: string } | undefined)[] | undefined = Form.useWatch('gateways');
  const trust: string | undefined = Form.useWatch('tls_trust');
  const isNeeded = gateways?.some((each) => each?.transport === 'tls') ?? false;
  return (
    <>
      <Form.Item name="tls_trust" label={t('trunk.tls_trust')} hidden={!isNeeded}>
        <Select options={trusts.map((value) => ({ value, label: t(`trunk.tls_${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="tls_authority"
        label={t('trunk.tls_authority_pem')}
        hidden={!isNeeded || trust !== 'authority'}
      >
        <Input.TextArea
          rows={4}
          spellCheck={false}
          maxLength={50_000}
          placeholder="-----BEGIN CERTIFICATE-----"
        />
      </Form.Item>
      <Form.Item
        name="tls_fingerprint"
        label={t('trunk.tls_fingerprint_hex')}
        extra={t('trunk.tls_fingerprint_help')}
        hidden={!isNeeded || trust !== 'fingerprint'}
      >
        <Input maxLength={100} spellCheck={false} autoComplete="off" />
      </Form.Item>
    </>
  );
}
