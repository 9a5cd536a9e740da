import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Alert, App as AntApp, Button, Input, QRCode, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TotpSecret } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useConfirmTotp } from '../api/confirm-totp';
import { useRemoveTotp } from '../api/remove-totp';
import { useStartTotp } from '../api/start-totp';
import styles from './Profile.module.css';

export function TotpSection({ hasTotp }: { hasTotp: boolean }) {
  const { t } = useTranslation('session');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const start = useStartTotp();
  const fail = (error: unknown) => void message.error(problemText(error));
  if (hasTotp) return <RemoveTotp />;
  if (start.data) return <ConfirmTotp secret={start.data} />;
  return (
    <>
      <p style={{ marginTop: 0 }}>{t('totp.text')}</p>
      <Button
        icon={<SafetyCertificateOutlined />}
        loading={start.isPending}
        onClick={() => start.mutate(undefined, { onError: fail })}
      >
        {t('totp.set_up')}
      </Button>
    </>
  );
}

function ConfirmTotp({ secret }: { secret: TotpSecret }) {
  const { t } = useTranslation('session');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const confirm = useConfirmTotp();
  const [code, setCode] = useState('');
  const submit = () => confirm.mutate(code, { onSuccess: () => void message.success(t('totp.is_on')) });
  return (
    <div className={styles.setUp}>
      <QRCode
        value={secret.otpauth_uri}
        size={168}
        type="canvas"
        bgColor="#fff"
        color="#000"
        aria-label={t('totp.picture')}
      />
      <div className={styles.form}>
        <p style={{ marginTop: 0 }}>{t('totp.scan')}</p>
        <p>
          <code>{secret.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
        </p>
        {confirm.error && (
          <Alert type="error" showIcon title={problemText(confirm.error)} style={{ marginBottom: 8 }} />
        )}
        <Space.Compact block>
          <Input
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            placeholder={t('totp_code')}
            aria-label={t('totp_code')}
            onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
            onPressEnter={submit}
          />
          <Button type="primary" disabled={code.length !== 6} loading={confirm.isPending} onClick={submit}>
            {t('confirm')}
          </Button>
        </Space.Compact>
      </div>
    </div>
  );
}

function RemoveTotp() {
  const { t } = useTranslation('session');
  const problemText = useProblemText();
  const remove = useRemoveTotp();
  const [password, setPassword] = useState('');
  return (
    <>
      <Alert type="success" showIcon title={t('totp.on')} style={{ marginBottom: 12 }} />
      {remove.error && (
        <Alert type="error" showIcon title={problemText(remove.error)} style={{ marginBottom: 8 }} />
      )}
      <Space.Compact className={styles.form}>
        <Input.Password
          value={password}
          autoComplete="current-password"
          placeholder={t('password')}
          aria-label={t('password')}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button
          danger
          disabled={!password}
          loading={remove.isPending}
          onClick={() => remove.mutate(password)}
        >
          {t('totp.remove')}
        </Button>
      </Space.Compact>
    </>
  );
}
