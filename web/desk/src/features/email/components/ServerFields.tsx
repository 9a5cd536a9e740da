import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormPair } from '@/ui/FormGroup';

// How one of the mailbox's two servers is reached.
export function ServerFields({ side, hasSecret }: { side: 'imap' | 'smtp'; hasSecret: boolean }) {
  const { t } = useTranslation('email');
  const form = Form.useFormInstance();
  const login = Form.useWatch<string | undefined>(`${side}_login`);
  const renewedAt = Form.useWatch<string | undefined>('oauth_token_url');
  const isRenewedHere = login === 'oauth2' && Boolean(renewedAt);
  const usual =
    side === 'imap' ? { tls: 993, starttls: 143, none: 143 } : { tls: 465, starttls: 587, none: 25 };
  return (
    <>
      <FormPair>
        <Form.Item name={`${side}_host`} label={t('server.host')}>
          <Input spellCheck={false} placeholder={`${side}.example.com`} />
        </Form.Item>
        <Form.Item name={`${side}_security`} label={t('server.security')}>
          <Select
            options={(['tls', 'starttls', 'none'] as const).map((value) => ({
              value,
              label: t(`server.${value}`),
            }))}
            onChange={(value: keyof typeof usual) => form.setFieldValue(`${side}_port`, usual[value])}
          />
        </Form.Item>
        <Form.Item name={`${side}_port`} label={t('server.port')}>
          <InputNumber min={1} max={65_535} precision={0} />
        </Form.Item>
        <Form.Item name={`${side}_login`} label={t('server.login')}>
          <Select
            options={(['password', 'oauth2', 'none'] as const).map((value) => ({
              value,
              label: t(`server.login_${value}`),
            }))}
          />
        </Form.Item>
      </FormPair>
      {login !== 'none' && (
        <FormPair>
          <Form.Item name={`${side}_user`} label={t('server.user')}>
            <Input autoComplete="off" spellCheck={false} />
          </Form.Item>
          {!isRenewedHere && (
            <Form.Item
              name={`${side}_secret`}
              label={t(login === 'oauth2' ? 'server.token' : 'server.password')}
            >
              <Input.Password
                autoComplete="new-password"
                placeholder={hasSecret ? t('server.secret_kept') : undefined}
              />
            </Form.Item>
          )}
        </FormPair>
      )}
    </>
  );
}
