import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Credentials } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';

interface Props {
  error: unknown;
  isBusy: boolean;
  onSubmit: (credentials: Credentials) => void;
}

export function PasswordStep({ error, isBusy, onSubmit }: Props) {
  const { t } = useTranslation('session');
  const problemText = useProblemText();
  return (
    <Form<Credentials> layout="vertical" requiredMark={false} onFinish={onSubmit}>
      {error != null && (
        <Alert type="error" showIcon title={problemText(error)} style={{ marginBottom: 16 }} />
      )}
      <Form.Item name="email" label={t('email')} rules={[{ required: true, message: t('email_missing') }]}>
        <Input size="large" type="email" autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('password')}
        rules={[{ required: true, message: t('password_missing') }]}
      >
        <Input.Password size="large" autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
        {t('sign_in')}
      </Button>
    </Form>
  );
}
