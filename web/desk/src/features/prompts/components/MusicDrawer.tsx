import { Alert, App as AntApp, Button, Drawer, Form, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HoldMusic } from '@/lib/api-types';
import { useDirectory } from '@/lib/directory';
import { useResourceList } from '@/lib/resource';
import { FormGroup } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeHoldMusic } from '../api/change-hold-music';
import { useHoldMusic } from '../api/get-hold-music';
import { phoneNumbers } from '../api/phone-numbers';
import { prompts } from '../api/prompts';

const search = { optionFilterProp: 'label' };

// What callers hear while they wait and on hold: the number's music first, then the queue's, then everybody's.
export function MusicDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('prompts');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [form] = Form.useForm<HoldMusic>();
  const { data: music } = useHoldMusic();
  const change = useChangeHoldMusic();
  const save = (values: HoldMusic) =>
    change.mutate(
      { ...values, prompt_id: values.prompt_id || undefined },
      {
        onSuccess: () => {
          void message.success(t('ui:admin.saved'));
          onClose();
        },
      },
    );
  return (
    <Drawer
      open
      title={t('music')}
      size={560}
      onClose={onClose}
      footer={
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
          <Button onClick={onClose}>{t('ui:cancel')}</Button>
          <Button type="primary" loading={change.isPending} onClick={() => form.submit()}>
            {t('ui:save')}
          </Button>
        </div>
      }
    >
      {change.error && <Alert type="error" showIcon title={problemText(change.error)} />}
      {!music && <Skeleton active />}
      {music && (
        <Form<HoldMusic> form={form} layout="vertical" initialValues={music} onFinish={save}>
          <p className="quiet">{t('music_help')}</p>
          <Form.Item name="prompt_id" label={t('music_of_all')}>
            <PromptSelect placeholder={t('built_in')} />
          </Form.Item>
          <Places name="queues" />
          <Places name="numbers" />
        </Form>
      )}
    </Drawer>
  );
}

function Places({ name }: { name: 'queues' | 'numbers' }) {
  const { t } = useTranslation('prompts');
  const { queues } = useDirectory();
  const { data: numbers = [] } = useResourceList(phoneNumbers);
  const options =
    name === 'queues'
      ? queues.map((each) => ({ value: each.id, label: each.name }))
      : numbers.map((each) => ({ value: each.id, label: `${each.number} ${each.name}` }));
  const field = name === 'queues' ? 'queue_id' : 'phone_number_id';
  const required = [{ required: true, message: t('choose') }];
  return (
    <FormGroup title={t(`music_of_${name}`)}>
      <FormRows name={name} addText={t('add_place')} blank={{}} most={500}>
        {({ name: at }) => (
          <>
            <Form.Item name={[at, field]} rules={required}>
              <Select
                showSearch={search}
                options={options}
                placeholder={t(`one_of_${name}`)}
                aria-label={t(`one_of_${name}`)}
                style={{ width: 190 }}
              />
            </Form.Item>
            <Form.Item name={[at, 'prompt_id']} rules={required}>
              <PromptSelect placeholder={t('recording')} style={{ width: 210 }} />
            </Form.Item>
          </>
        )}
      </FormRows>
    </FormGroup>
  );
}

interface SelectProps {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
  placeholder: string;
  style?: React.CSSProperties;
}

function PromptSelect(props: SelectProps) {
  const { data = [] } = useResourceList(prompts);
  return (
    <Select
      {...props}
      allowClear
      aria-label={props.placeholder}
      showSearch={search}
      options={data.map((each) => ({ value: each.id, label: each.name }))}
    />
  );
}
