import { Alert, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/ui/use-problem-text';
import { useHold } from '../api/protection';

interface Props {
  customerId: string;
  onClose: () => void;
}

export function HoldDialog({ customerId, onClose }: Props) {
  const { t } = useTranslation('protection');
  const problemText = useProblemText();
  const hold = useHold(customerId);
  const [form] = Form.useForm<{ why: string }>();
  return (
    <Modal
      open
      title={t('hold_title')}
      okText={t('hold')}
      confirmLoading={hold.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('hold_help')}</p>
      {hold.error && <Alert type="error" showIcon title={problemText(hold.error)} />}
      <Form
        form={form}
        layout="vertical"
        onFinish={({ why }) => hold.mutate({ is_held: true, why }, { onSuccess: onClose })}
      >
        <Form.Item name="why" label={t('why')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={500} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
