import { Checkbox, Form, InputNumber, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeOffType } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { resource } from '@/lib/resource';
import { HoursInput } from '@/ui/HoursInput';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { WeekdaysInput } from '@/ui/WeekdaysInput';

type Values = Omit<TimeOffType, 'id'>;

const types = resource<TimeOffType>('/workforce/time-off-types');

export function TimeOffTypesPage({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('requests');
  const format = useFormat();
  return (
    <ResourcePage<TimeOffType, Values>
      resource={types}
      title={t('types.title')}
      help={t('types.help')}
      addText={t('types.add')}
      tabs={tabs}
      columns={[
        {
          title: t('types.allowance'),
          render: (_, { allowance_year: most, unit }) =>
            most == null
              ? t('time_off.unlimited')
              : t(`types.amount_${unit}`, { count: most, amount: format.number(most) }),
        },
        { title: t('types.notice'), render: (_, { notice_days: days }) => t('types.days', { count: days }) },
        { title: t('types.paid'), render: (_, { is_paid }) => t(is_paid ? 'types.yes' : 'types.no') },
        {
          title: t('types.auto'),
          render: (_, { is_auto_approved }) => t(is_auto_approved ? 'types.by_rules' : 'types.by_planner'),
        },
      ]}
      blank={{
        name: '',
        is_paid: true,
        unit: 'days',
        notice_days: 0,
        weekdays: [1, 2, 3, 4, 5],
        day_s: 8 * 3600,
        is_auto_approved: true,
      }}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={({ allowance_year, days_in_row_max, ...values }) => ({
        ...values,
        ...(allowance_year != null && { allowance_year }),
        ...(days_in_row_max != null && { days_in_row_max }),
      })}
      form={() => <Fields />}
    />
  );
}

function Fields() {
  const { t } = useTranslation('requests');
  return (
    <>
      <NameField />
      <Form.Item name="unit" label={t('types.unit')}>
        <Radio.Group
          options={(['days', 'hours'] as const).map((each) => ({
            value: each,
            label: t(`types.${each}_unit`),
          }))}
        />
      </Form.Item>
      <Form.Item name="allowance_year" label={t('types.allowance')} extra={t('types.allowance_help')}>
        <InputNumber min={0} max={10_000} />
      </Form.Item>
      <Form.Item name="day_s" label={t('types.day')}>
        <HoursInput />
      </Form.Item>
      <Form.Item name="weekdays" label={t('types.weekdays')} extra={t('types.weekdays_help')}>
        <WeekdaysInput />
      </Form.Item>
      <Form.Item name="notice_days" label={t('types.notice')}>
        <InputNumber min={0} max={366} />
      </Form.Item>
      <Form.Item name="days_in_row_max" label={t('types.row')}>
        <InputNumber min={1} max={366} />
      </Form.Item>
      <Form.Item name="is_paid" valuePropName="checked">
        <Checkbox>{t('types.paid_help')}</Checkbox>
      </Form.Item>
      <Form.Item name="is_auto_approved" valuePropName="checked">
        <Checkbox>{t('types.auto_help')}</Checkbox>
      </Form.Item>
    </>
  );
}
