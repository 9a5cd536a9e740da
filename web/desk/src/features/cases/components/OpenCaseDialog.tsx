import { App as AntApp, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NewCase, ShownCase } from '@/lib/contract';
import { nameIn } from '@/lib/directory';
import { useProblemText } from '@/ui/use-problem-text';
import { useOpenCase } from '../api/change-case';
import { useCaseTypes } from '../api/get-cases';
import { priorities } from '../state/due';
import { CaseFieldInput } from './CaseFieldInput';

interface Props {
  start?: Partial<NewCase>; // what is known already
  onClose: () => void;
  onOpened: (made: ShownCase) => void;
}

interface Values {
  type_id?: string;
  subject: string;
  text?: string;
  priority?: NewCase['priority'];
  fields?: Record<string, string | undefined>;
}

export function OpenCaseDialog({ start, onClose, onOpened }: Props) {
  const { t, i18n } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const types = useCaseTypes();
  const open = useOpenCase();
  const [form] = Form.useForm<Values>();
  const typeId = Form.useWatch('type_id', form);
  const type = types.find(({ id }) => id === typeId);
  const submit = async () => {
    const values = await form.validateFields().catch(() => null);
    if (!values) return;
    const fields = Object.fromEntries(
      Object.entries(values.fields ?? {}).filter((pair): pair is [string, string] => !!pair[1]),
    );
    open
      .mutateAsync({ ...start, ...values, text: values.text ?? '', fields })
      .then(onOpened, (error: unknown) => void message.error(problemText(error)));
  };
  return (
    <Modal
      open
      title={t('open_case')}
      okText={t('open_case')}
      okButtonProps={{ loading: open.isPending }}
      onOk={() => void submit()}
      onCancel={onClose}
      width={560}
    >
      <Form form={form} layout="vertical" initialValues={{ subject: start?.subject ?? '' }}>
        {types.length > 0 && (
          <Form.Item name="type_id" label={t('type')}>
            <Select
              allowClear
              options={types.map((each) => ({ value: each.id, label: nameIn(i18n.language, each) }))}
              onChange={(id?: string) => {
                const chosen = types.find((each) => each.id === id);
                if (!chosen) return;
                if (!form.getFieldValue('subject') && chosen.template_subject)
                  form.setFieldValue('subject', chosen.template_subject);
                if (!form.getFieldValue('text') && chosen.template_text)
                  form.setFieldValue('text', chosen.template_text);
                form.setFieldValue('priority', chosen.priority);
              }}
            />
          </Form.Item>
        )}
        <Form.Item
          name="subject"
          label={t('subject')}
          rules={[{ required: true, whitespace: true, message: t('subject_missing') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="priority" label={t('priority_title')}>
          <Select
            allowClear
            options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
          />
        </Form.Item>
        {type?.fields.map((field) => (
          <Form.Item
            key={field.key}
            name={['fields', field.key]}
            label={nameIn(i18n.language, { ...field, id: field.key })}
            rules={[{ required: field.is_needed_to_open, message: t('field_missing') }]}
          >
            <CaseFieldInput field={field} />
          </Form.Item>
        ))}
        <Form.Item name="text" label={t('first_note')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={20_000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
