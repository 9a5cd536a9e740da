import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/ui/use-problem-text';

interface Props {
  error: unknown;
  isBusy: boolean;
  onSubmit: (code: string) => void;
  onBack: () => void;
}

export function TotpStep({ error, isBusy, onSubmit, onBack }: Props) {
  const { t } = useTranslation('session');
  const problemText = useProblemText();
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={({ code }) => onSubmit(code)}>
      {error != null && (
        <Alert type="error" showIcon title={problemText(error)} style={{ marginBottom: 16 }} />
      )}
      <p style={{ marginTop: 0 }}>{t('totp_hint')}</p>
      <Form.Item
        name="code"
        label={t('totp_code')}
        normalize={(value: string) => value.replace(/\D/g, '')}
        rules={[{ required: true, len: 6, message: t('totp_missing') }]}
      >
        <Input size="large" inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
        {t('confirm')}
      </Button>
      <Button type="link" block onClick={onBack} style={{ marginTop: 8 }}>
        {t('other_account')}
      </Button>
    </Form>
  );
}
