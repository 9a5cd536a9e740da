import { Alert, App as AntApp, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Shift } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { useSession } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { useOfferSwap } from '../api/own';
import { useWords } from './use-words';

interface Values {
  to_agent_id?: string;
  note: string;
}

export function OfferSwapDialog({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const words = useWords();
  const problemText = useProblemText();
  const me = useSession().user.id;
  const { users } = useDirectory();
  const [form] = Form.useForm<Values>();
  const offer = useOfferSwap();
  const done = () => {
    void message.success(t('swap.offered'));
    onClose();
  };
  return (
    <Modal
      open
      title={t('swap.offer_title')}
      okText={t('swap.offer')}
      cancelText={t('ui:cancel')}
      confirmLoading={offer.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>
        <strong>{words.shift(shift)}</strong>
      </p>
      {offer.error && <Alert type="error" showIcon title={problemText(offer.error)} />}
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ note: '' }}
        onFinish={(values) => offer.mutate({ ...values, day: shift.day }, { onSuccess: done })}
      >
        <Form.Item name="to_agent_id" label={t('swap.to')} extra={t('swap.to_help')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('swap.everybody')}
            options={users.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('ask.note')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
