import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Hours } from '@/lib/contract';
import { useSession } from '@/lib/session';
import { ClockInput } from '@/ui/ClockInput';
import { DateInput } from '@/ui/DateInput';
import { FormGroup } from '@/ui/FormGroup';
import { FormRows } from '@/ui/FormRows';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { hours } from '../api/hours';
import { timeZones } from '../state/time-zones';
import { useWeekdays } from './use-weekdays';
import { WeekFields } from './WeekFields';

type Values = Omit<Hours, 'id'>;

export function HoursPage() {
  const { t } = useTranslation('org');
  const { organisation } = useSession();
  const weekdays = useWeekdays();
  const week = ({ weekly }: Hours) => {
    const days = [...new Set(weekly.map(({ day }) => day))].sort();
    return days.map((day) => weekdays[day - 1]).join(t('list_comma')) || '—';
  };
  const blank: Values = {
    name: '',
    time_zone: organisation.time_zone,
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
    holidays: [],
  };
  return (
    <ResourcePage<Hours, Values>
      resource={hours}
      title={t('hours.title')}
      help={t('hours.help')}
      addText={t('hours.add')}
      formWidth={620}
      columns={[
        { title: t('hours.time_zone'), dataIndex: 'time_zone' },
        { title: t('hours.open_on'), render: (_, each) => week(each) },
        { title: t('hours.holidays'), align: 'right', render: (_, each) => each.holidays.length || '—' },
      ]}
      blank={blank}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={(values) => ({ ...values, holidays: values.holidays.map(trimmed) })}
      form={() => <HoursForm />}
    />
  );
}

// Without both times it is closed all day.
function trimmed({ date, name, from, to }: Hours['holidays'][number]): object {
  return from && to ? { date, name: name ?? '', from, to } : { date, name: name ?? '' };
}

function HoursForm() {
  const { t } = useTranslation('org');
  const missing = [{ required: true, message: t('hours.date_missing') }];
  return (
    <>
      <NameField />
      <Form.Item name="time_zone" label={t('hours.time_zone')} rules={[{ required: true }]}>
        <Select showSearch options={timeZones()} />
      </Form.Item>
      <FormGroup title={t('hours.weekly')}>
        <Form.Item name="weekly">
          <WeekFields />
        </Form.Item>
      </FormGroup>
      <FormGroup title={t('hours.holidays')} help={t('hours.holidays_help')}>
        <FormRows name="holidays" addText={t('hours.add_holiday')} blank={{ date: '', name: '' }}>
          {({ name }) => (
            <>
              <Form.Item name={[name, 'date']} rules={missing}>
                <DateInput aria-label={t('hours.date')} />
              </Form.Item>
              <Form.Item name={[name, 'name']}>
                <Input
                  placeholder={t('hours.holiday_name')}
                  aria-label={t('hours.holiday_name')}
                  style={{ width: 140 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'from']}>
                <ClockInput aria-label={t('hours.from')} placeholder={t('hours.from')} />
              </Form.Item>
              <Form.Item name={[name, 'to']}>
                <ClockInput aria-label={t('hours.to')} placeholder={t('hours.to')} />
              </Form.Item>
            </>
          )}
        </FormRows>
      </FormGroup>
    </>
  );
}
