import { Form, InputNumber, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SpecialDay } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { DateInput } from '@/ui/DateInput';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { specialDays } from '../api/special-days';

type Values = Omit<SpecialDay, 'id'>;

export function SpecialDaysPage() {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  return (
    <ResourcePage<SpecialDay, Values>
      resource={specialDays}
      title={t('special.title')}
      help={t('special.help')}
      addText={t('special.add')}
      columns={[
        {
          title: t('special.date'),
          className: 'numbers',
          dataIndex: 'date',
          sorter: (a, b) => a.date.localeCompare(b.date),
          defaultSortOrder: 'descend',
        },
        { title: t('special.kind'), render: (_, { kind }) => t(`special.kinds.${kind}`) },
        {
          title: t('special.factor'),
          render: (_, { factor }) => (factor == null ? t('special.learnt') : format.percent(factor)),
        },
      ]}
      blank={{ name: '', date: '', kind: 'event' }}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={({ factor, ...values }) => ({ ...values, ...(factor != null && { factor }) })}
      form={() => <SpecialDayFields />}
    />
  );
}

function SpecialDayFields() {
  const { t } = useTranslation('forecast');
  const kind = Form.useWatch<Values['kind'] | undefined>('kind');
  return (
    <>
      <NameField />
      <Form.Item
        name="date"
        label={t('special.date')}
        rules={[{ required: true, message: t('special.no_date') }]}
      >
        <DateInput />
      </Form.Item>
      <Form.Item name="kind" label={t('special.kind')} extra={t('special.kind_help')}>
        <Radio.Group
          options={(['event', 'holiday'] as const).map((each) => ({
            value: each,
            label: t(`special.kinds.${each}`),
          }))}
        />
      </Form.Item>
      {kind === 'event' && (
        <Form.Item name="factor" label={t('special.factor')} extra={t('special.factor_help')}>
          <InputNumber min={0.01} max={100} step={0.1} />
        </Form.Item>
      )}
    </>
  );
}
