import { Alert, App as AntApp, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldErrors } from '@/ui/use-field-errors';
import { useChangePassword } from '../api/change-password';
import type { PasswordChange } from '../api/change-password';
import styles from './Profile.module.css';

export function PasswordForm() {
  const { t } = useTranslation('session');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<PasswordChange & { again: string }>();
  const fieldErrors = useFieldErrors(form);
  const [failure, setFailure] = useState<string | null>(null);
  const change = useChangePassword();
  const submit = ({ old_password, new_password }: PasswordChange) =>
    change.mutate(
      { old_password, new_password },
      {
        onSuccess: () => {
          setFailure(null);
          form.resetFields();
          void message.success(t('password_changed'));
        },
        onError: (error) => setFailure(fieldErrors(error)),
      },
    );
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} className={styles.form}>
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 12 }} />}
      <Form.Item
        name="old_password"
        label={t('password_old')}
        rules={[{ required: true, message: t('password_missing') }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="new_password"
        label={t('password_new')}
        extra={t('password_hint')}
        rules={[{ required: true, min: 8, message: t('password_hint') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password_again')}
        dependencies={['new_password']}
        rules={[
          { required: true, message: t('password_missing') },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('new_password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('password_differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('password_change')}
      </Button>
    </Form>
  );
}
