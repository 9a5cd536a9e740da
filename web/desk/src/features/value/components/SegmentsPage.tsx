import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Segment } from '@/lib/contract';
import { useDirectory, useNames } from '@/lib/directory';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { segments } from '../api/kept';
import { SegmentTags, segmentColours } from './SegmentTags';
import { TrySegment } from './TrySegment';

type Values = Omit<Segment, 'id' | 'members'>;

const blank: Values = {
  name: '',
  name_zh: '',
  rank: 100,
  condition: '',
  head_start_min: 0,
  colour: 'grey',
};

function fieldsOf({ queue_id, ...values }: Values) {
  return { ...values, name_zh: values.name_zh ?? '', ...(queue_id ? { queue_id } : {}) };
}

export function SegmentsPage() {
  const { t } = useTranslation('value');
  const names = useNames();
  return (
    <ResourcePage<Segment, Values>
      resource={segments}
      title={t('segments.title')}
      help={t('segments.help')}
      addText={t('segments.add')}
      formWidth={600}
      columns={[
        { title: t('segments.mark'), render: (_, each) => <SegmentTags segments={[each]} /> },
        { title: t('segments.condition'), render: (_, each) => <code>{each.condition}</code> },
        {
          title: t('segments.members'),
          align: 'right',
          render: (_, each) => (each.members > 100_000 ? '> 100,000' : each.members),
        },
        {
          title: t('segments.routing'),
          render: (_, each) =>
            [
              each.head_start_min > 0 ? t('segments.head_start_text', { minutes: each.head_start_min }) : '',
              each.queue_id ? names.of('queues', each.queue_id) : '',
            ]
              .filter(Boolean)
              .join(' · ') || '—',
        },
      ]}
      blank={blank}
      valuesOf={({ id: _id, members: _members, ...values }) => values}
      fieldsOf={fieldsOf}
      form={() => <SegmentForm />}
    />
  );
}

function SegmentForm() {
  const { t } = useTranslation('value');
  const directory = useDirectory();
  return (
    <>
      <NameField />
      <Form.Item name="name_zh" label={t('segments.name_zh')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="condition"
        label={t('segments.condition')}
        extra={t('segments.condition_help')}
        rules={[{ required: true, message: t('segments.condition_missing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} spellCheck={false} />
      </Form.Item>
      <TrySegment />
      <Form.Item name="rank" label={t('segments.rank')} extra={t('segments.rank_help')}>
        <InputNumber min={0} max={1000} precision={0} />
      </Form.Item>
      <Form.Item name="head_start_min" label={t('segments.head_start')} extra={t('segments.head_start_help')}>
        <InputNumber min={0} max={1000} precision={0} suffix={t('ui:unit.minute')} />
      </Form.Item>
      <Form.Item name="queue_id" label={t('segments.queue')} extra={t('segments.queue_help')}>
        <Select
          allowClear
          placeholder={t('segments.usual_queue')}
          options={directory.queues.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="colour" label={t('segments.colour')}>
        <Select options={segmentColours.map((value) => ({ value, label: t(`colour.${value}`) }))} />
      </Form.Item>
    </>
  );
}
