import { Alert, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { AgentAdherence, DeviationShown, ExcuseKind } from '@/lib/contract';
import { useZone } from '@/lib/zone';
import { useProblemText } from '@/ui/use-problem-text';
import { useExcuse } from '../api/adherence';

interface Props {
  agent: AgentAdherence;
  stretch: Pick<DeviationShown, 'from' | 'to'>;
  onClose: () => void;
}

interface Values {
  stretch: [dayjs.Dayjs, dayjs.Dayjs];
  kind: ExcuseKind;
  note: string;
}

const kinds: ExcuseKind[] = ['coaching', 'training', 'meeting', 'system_fault', 'illness', 'other'];
const shown = (wall: number) => dayjs(new Date(wall).toISOString().slice(0, 19));
const wallOf = (picked: dayjs.Dayjs) => Date.parse(`${picked.format('YYYY-MM-DDTHH:mm:ss')}Z`);

export function ExcuseForm({ agent, stretch, onClose }: Props) {
  const { t } = useTranslation('adherence');
  const zone = useZone();
  const problemText = useProblemText();
  const [form] = Form.useForm<Values>();
  const excuse = useExcuse();
  const submit = ({ stretch: [from, to], kind, note }: Values) =>
    excuse.mutate(
      {
        agent_ids: [agent.agent_id],
        from: new Date(zone.instant(wallOf(from))).toISOString(),
        to: new Date(zone.instant(wallOf(to))).toISOString(),
        kind,
        note: note.trim(),
      },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={t('excuse.of', { name: agent.name })}
      okText={t('excuse.title')}
      cancelText={t('ui:cancel')}
      confirmLoading={excuse.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {excuse.error && <Alert type="error" showIcon title={problemText(excuse.error)} />}
      <p className="quiet">{t('excuse.help')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          stretch: [shown(zone.wall(stretch.from)), shown(zone.wall(stretch.to))],
          kind: 'coaching',
          note: '',
        }}
        onFinish={submit}
      >
        <Form.Item name="stretch" label={t('excuse.stretch')}>
          <DatePicker.RangePicker
            showTime={{ format: 'HH:mm' }}
            format="YYYY-MM-DD HH:mm"
            allowClear={false}
            aria-label={t('excuse.stretch')}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('excuse.kind_title')}>
          <Select options={kinds.map((value) => ({ value, label: t(`excuse.kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('excuse.note')} extra={t('excuse.note_help')}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
