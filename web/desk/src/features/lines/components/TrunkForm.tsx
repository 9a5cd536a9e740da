import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Trunk } from '@/lib/contract';
import { DurationInput } from '@/ui/DurationInput';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { NameField } from '@/ui/NameField';
import { GatewayFields } from './GatewayFields';
import { NumberFields } from './NumberFields';
import { SwitchField } from './SwitchField';
import { TlsFields } from './TlsFields';

export function TrunkForm({ trunk }: { trunk: Trunk | undefined }) {
  const { t } = useTranslation('lines');
  return (
    <>
      <NameField />
      <SwitchField name="is_active" label={t('is_active')} />
      <NumberFields />
      <FormGroup title={t('trunk.incoming')} help={t('trunk.incoming_help')}>
        <Form.Item name="networks" label={t('trunks.networks')} extra={t('trunk.networks_help')}>
          <Select mode="tags" tokenSeparators={[' ', ',', '，']} open={false} suffixIcon={null} />
        </Form.Item>
        <Account side="inbound" isThere={trunk?.has_inbound_password ?? false} />
        <FormPair>
          <Form.Item name="inbound_digest" label={t('digest')} extra={t('digest_help')}>
            <DigestSelect />
          </Form.Item>
          <SwitchField name="is_identity_trusted" label={t('trunk.trusted')} />
          <SwitchField name="refuses_anonymous" label={t('trunk.refuses_anonymous')} />
        </FormPair>
      </FormGroup>
      <FormGroup title={t('trunk.outgoing')} help={t('trunk.outgoing_help')}>
        <GatewayFields />
        <TlsFields />
        <Account side="outbound" isThere={trunk?.has_outbound_password ?? false} />
        <FormPair>
          <SwitchField name="does_register" label={t('trunk.register')} />
          <Form.Item name="register_expires_s" label={t('trunk.register_expires')}>
            <DurationInput />
          </Form.Item>
          <Form.Item name="domain" label={t('trunk.domain')} extra={t('trunk.domain_help')}>
            <Input maxLength={255} />
          </Form.Item>
          <Form.Item name="keep_alive_s" label={t('trunk.keep_alive')} extra={t('trunk.keep_alive_help')}>
            <DurationInput />
          </Form.Item>
        </FormPair>
      </FormGroup>
      <FormGroup title={t('trunk.limit')}>
        <FormPair>
          <Form.Item name="channels_max" label={t('trunk.channels_max')} extra={t('trunk.channels_max_help')}>
            <InputNumber min={0} max={100_000} precision={0} />
          </Form.Item>
          <Form.Item name="full_code" label={t('trunk.full_code')}>
            <Select
              options={[
                { value: 486, label: t('trunk.busy') },
                { value: 503, label: t('trunk.unavailable') },
              ]}
            />
          </Form.Item>
          <Form.Item name="retry_after_s" label={t('trunk.retry_after')}>
            <DurationInput />
          </Form.Item>
        </FormPair>
      </FormGroup>
    </>
  );
}

export function DigestSelect(props: { id?: string }) {
  const { t } = useTranslation('lines');
  return (
    <Select
      {...props}
      options={[
        { value: 'md5', label: 'MD5' },
        { value: 'both', label: t('digest_both') },
        { value: 'sha256', label: 'SHA-256' },
      ]}
    />
  );
}

function Account({ side, isThere }: { side: 'inbound' | 'outbound'; isThere: boolean }) {
  const { t } = useTranslation('lines');
  return (
    <FormPair>
      <Form.Item name={`${side}_user`} label={t(`trunk.${side}_user`)}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name={`${side}_password`} label={t(`trunk.${side}_password`)}>
        <Input.Password
          maxLength={200}
          autoComplete="new-password"
          placeholder={isThere ? t('trunk.password_kept') : undefined}
        />
      </Form.Item>
    </FormPair>
  );
}
