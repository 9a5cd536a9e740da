import { App as AntApp, Button, InputNumber, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretOnce } from '@/ui/SecretOnce';
import { useProblemText } from '@/ui/use-problem-text';
import { useRotateSecret } from '../api/rotate-secret';

export function SecretButton({ path }: { path: string }) {
  const { t } = useTranslation('webhooks');
  const { message, modal } = AntApp.useApp();
  const problemText = useProblemText();
  const rotate = useRotateSecret(path);
  const [hours, setHours] = useState(24);
  const make = () =>
    rotate.mutate(hours, {
      onSuccess: ({ secret }) =>
        modal.info({ title: t('secret.new'), content: <SecretOnce secret={secret} />, width: 560 }),
      onError: (error) => void message.error(problemText(error)),
    });
  return (
    <Popconfirm
      icon={null}
      title={t('secret.rotate')}
      description={
        <label>
          {t('secret.overlap')}{' '}
          <InputNumber min={0} max={168} value={hours} onChange={(value) => setHours(value ?? 0)} />
        </label>
      }
      okText={t('secret.make')}
      onConfirm={make}
    >
      <Button loading={rotate.isPending}>{t('secret.rotate')}</Button>
    </Popconfirm>
  );
}
