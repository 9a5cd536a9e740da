import { Alert, Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { NewShiftOffer } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { useZone } from '@/lib/zone';
import { DateInput } from '@/ui/DateInput';
import { TimeInput } from '@/ui/TimeInput';
import { useFieldErrors } from '@/ui/use-field-errors';
import { useCreateShiftOffer, useSchedules } from '../api/planner';
import { addDays, instantAt } from '../state/days';

interface Values {
  kind: NewShiftOffer['kind'];
  schedule_id: string;
  day: string;
  from: string;
  to: string;
  places: number;
  skill_ids: string[];
  team_id?: string;
  note: string;
}

// Until a time of day that is not later than the first, it ends on the day after.
export function NewOffer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('requests');
  const [form] = Form.useForm<Values>();
  const zone = useZone();
  const { skills, teams } = useDirectory();
  const schedules = useSchedules().data?.filter(({ state }) => state === 'published');
  const create = useCreateShiftOffer();
  const words = useFieldErrors(form);
  const today = new Date(zone.wall(Date.now())).toISOString().slice(0, 10);
  const send = ({ day, from, to, team_id, ...rest }: Values) =>
    create.mutate(
      {
        ...rest,
        ...(team_id && { team_id }),
        start: instantAt(zone, day, from),
        end: instantAt(zone, to > from ? day : addDays(day, 1), to),
      },
      { onSuccess: onClose },
    );
  const isTime = { pattern: /^([01]\d|2[0-4]):[0-5]\d$/, required: true, message: t('offer.time') };
  return (
    <Modal
      open
      title={t('offer.new')}
      okText={t('offer.create')}
      cancelText={t('ui:cancel')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {create.error && <Alert type="error" showIcon title={words(create.error)} />}
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          kind: 'overtime',
          day: today,
          from: '17:00',
          to: '19:00',
          places: 1,
          skill_ids: [],
          note: '',
        }}
        onFinish={send}
      >
        <Form.Item name="kind" label={t('offer.kind')}>
          <Radio.Group
            options={(['overtime', 'time_off'] as const).map((each) => ({
              value: each,
              label: t(`offer.${each}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="schedule_id"
          label={t('offer.schedule')}
          rules={[{ required: true, message: t('ask.required') }]}
        >
          <Select
            options={schedules?.map(({ id, name, first_day, days }) => ({
              value: id,
              label: `${name} (${first_day} – ${addDays(first_day, days - 1)})`,
            }))}
          />
        </Form.Item>
        <Form.Item name="day" label={t('offer.day')} rules={[{ required: true, message: t('ask.required') }]}>
          <DateInput />
        </Form.Item>
        <Form.Item name="from" label={t('ask.from')} rules={[isTime]}>
          <TimeInput />
        </Form.Item>
        <Form.Item name="to" label={t('ask.to')} rules={[isTime]}>
          <TimeInput />
        </Form.Item>
        <Form.Item name="places" label={t('offer.places')}>
          <InputNumber min={1} max={1000} />
        </Form.Item>
        <Form.Item name="skill_ids" label={t('offer.skills')}>
          <Select
            mode="multiple"
            allowClear
            options={skills.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="team_id" label={t('offer.team')}>
          <Select allowClear options={teams.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="note" label={t('ask.note')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
