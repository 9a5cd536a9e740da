import { App as AntApp, Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownRecording } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useHoldRecording } from '../api/hold-recording';

// Under legal hold nothing deletes a recording, neither its age nor anybody by hand.
export function HoldButton({ recording }: { recording: ShownRecording }) {
  const { t } = useTranslation('recordings');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const hold = useHoldRecording(recording.id);
  const [isAsking, setAsking] = useState(false);
  const [form] = Form.useForm<{ why: string }>();
  const failed = (error: unknown) => void message.error(problemText(error));
  if (recording.is_kept)
    return (
      <Popconfirm
        title={t('hold.release_question')}
        description={recording.kept_why}
        okText={t('hold.release')}
        onConfirm={() => hold.mutate({ is_kept: false }, { onError: failed })}
      >
        <Button size="small" loading={hold.isPending}>
          {t('hold.release')}
        </Button>
      </Popconfirm>
    );
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('hold.put')}
      </Button>
      <Modal
        open={isAsking}
        title={t('hold.put_title')}
        okText={t('hold.put')}
        confirmLoading={hold.isPending}
        onOk={() => form.submit()}
        onCancel={() => setAsking(false)}
        destroyOnHidden
      >
        <p>{t('hold.help')}</p>
        <Form
          form={form}
          layout="vertical"
          onFinish={({ why }) =>
            hold.mutate(
              { is_kept: true, why: why.trim() },
              { onSuccess: () => setAsking(false), onError: failed },
            )
          }
        >
          <Form.Item
            name="why"
            label={t('hold.why')}
            rules={[{ required: true, whitespace: true, message: t('hold.why_missing') }]}
          >
            <Input.TextArea rows={3} maxLength={500} autoFocus />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
