import { Alert, App as AntApp, Button, Form, InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TimeOffBalance, TimeOffType } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeAllowance } from '../api/time-off-limits';

interface Props {
  balance: TimeOffBalance;
  type: TimeOffType;
  onClose: () => void;
}

// An agent's own allowance of one year, instead of the type's.
export function AllowanceDialog({ balance, type, onClose }: Props) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<{ amount: number }>();
  const names = useNames();
  const format = useFormat();
  const problemText = useProblemText();
  const change = useChangeAllowance();
  const { agent_id, time_off_type_id, year } = balance;
  // Without an amount the type's counts again.
  const send = (amount: { amount?: number }) =>
    change.mutate(
      { agent_id, time_off_type_id, year, ...amount },
      {
        onSuccess: () => {
          void message.success(t('ui:admin.saved'));
          onClose();
        },
      },
    );
  const most = type.allowance_year;
  return (
    <Modal
      open
      title={`${names.of('users', agent_id)} · ${type.name} · ${year}`}
      okText={t('limits.save')}
      cancelText={t('ui:cancel')}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      footer={(buttons) => (
        <>
          {balance.allowed !== most && (
            <Button loading={change.isPending} onClick={() => send({})}>
              {t('allowances.as_type')}
            </Button>
          )}
          {buttons}
        </>
      )}
    >
      {change.error && <Alert type="error" showIcon title={problemText(change.error)} />}
      <Form form={form} layout="vertical" initialValues={{ amount: balance.allowed ?? most }} onFinish={send}>
        <Form.Item
          name="amount"
          label={t(`allowances.amount_${type.unit}`)}
          extra={
            most === undefined
              ? t('allowances.type_unlimited')
              : t(`allowances.type_${type.unit}`, { count: most, amount: format.number(most) })
          }
          rules={[{ required: true, message: t('ask.required') }]}
        >
          <InputNumber min={0} max={10_000} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
