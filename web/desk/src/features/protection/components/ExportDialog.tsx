import { Alert, Form, Modal, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/ui/use-problem-text';
import { useMakeExport } from '../api/protection';

interface Props {
  customerId: string;
  onClose: () => void;
}

interface Values {
  language: string;
  with_internal: boolean;
}

export function ExportDialog({ customerId, onClose }: Props) {
  const { t, i18n } = useTranslation('protection');
  const problemText = useProblemText();
  const make = useMakeExport(customerId);
  const [form] = Form.useForm<Values>();
  return (
    <Modal
      open
      title={t('export_title')}
      okText={t('export_make')}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('export_help')}</p>
      {make.error && <Alert type="error" showIcon title={problemText(make.error)} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ language: i18n.language, with_internal: false }}
        onFinish={(values) => make.mutate(values, { onSuccess: onClose })}
      >
        <Form.Item name="language" label={t('export_language')}>
          <Select
            options={[
              { value: 'zh-CN', label: '简体中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="with_internal"
          label={t('with_internal')}
          extra={t('with_internal_help')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  );
}
