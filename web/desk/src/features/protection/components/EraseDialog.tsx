import { Alert, App as AntApp, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hold } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useErase } from '../api/protection';

interface Props {
  customerId: string;
  holds: Hold[];
  onClose: () => void;
}

// The customer's number has to be typed: nothing of this comes back.
export function EraseDialog({ customerId, holds, onClose }: Props) {
  const { t } = useTranslation('protection');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const erase = useErase(customerId);
  const [typed, setTyped] = useState('');
  const submit = () =>
    erase.mutate(undefined, {
      onSuccess: () => {
        void message.success(t('erased'));
        onClose();
      },
    });
  return (
    <Modal
      open
      title={t('erase_title')}
      okText={t('erase')}
      okButtonProps={{ danger: true, disabled: typed.trim() !== customerId || holds.length > 0 }}
      confirmLoading={erase.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('erase_help')}</p>
      {holds.length > 0 && <Alert type="warning" showIcon title={t('erase_held')} />}
      {erase.error && <Alert type="error" showIcon title={problemText(erase.error)} />}
      {holds.length === 0 && (
        <>
          <p>
            <label htmlFor="erase-confirm">{t('erase_type')}</label> <code>{customerId}</code>
          </p>
          <Input
            id="erase-confirm"
            value={typed}
            autoComplete="off"
            onChange={({ target }) => setTyped(target.value)}
          />
        </>
      )}
    </Modal>
  );
}
