import { Form, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptContract } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useResourceList } from '@/lib/resource';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { HoursInput } from '@/ui/HoursInput';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { contracts } from '../api/contracts';
import { shiftTemplates } from '../api/shift-templates';
import { blankContract, contractFields, contractValues } from '../state/contract-form';
import type { ContractValues } from '../state/contract-form';

export function ContractsPage() {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const hours = (seconds: number) => format.number(Math.round(seconds / 360) / 10);
  return (
    <ResourcePage<KeptContract, ContractValues>
      resource={contracts}
      title={t('contract.title')}
      help={t('contract.help')}
      addText={t('contract.add')}
      formWidth={620}
      columns={[
        {
          title: t('contract.week'),
          render: (_, { paid_week_min_s, paid_week_max_s }) =>
            paid_week_max_s == null
              ? t('contract.hours_from', { from: hours(paid_week_min_s) })
              : t('contract.hours_between', { from: hours(paid_week_min_s), to: hours(paid_week_max_s) }),
        },
        {
          title: t('contract.days_week_max'),
          render: (_, { days_week_max }) => (days_week_max == null ? '—' : format.number(days_week_max)),
        },
        { title: t('contract.rest_min'), render: (_, { rest_min_s }) => format.duration(rest_min_s) },
        {
          title: t('contract.shifts'),
          render: (_, { shifts }) => (shifts.length === 0 ? t('contract.all_shifts') : shifts.join(', ')),
        },
      ]}
      blank={blankContract}
      valuesOf={contractValues}
      fieldsOf={contractFields}
      form={() => <ContractFields />}
    />
  );
}

function ContractFields() {
  const { t } = useTranslation('contracts');
  const { data: templates } = useResourceList(shiftTemplates);
  const names = (templates ?? []).map(({ name }) => ({ value: name, label: name }));
  const hours = (name: keyof ContractValues) => (
    <Form.Item name={name} label={t(`contract.${name.replace(/_s$/, '')}`)}>
      <HoursInput />
    </Form.Item>
  );
  const count = (name: keyof ContractValues, min: number, max: number, extra?: ReactNode) => (
    <Form.Item name={name} label={t(`contract.${name}`)} extra={extra}>
      <InputNumber min={min} max={max} style={{ width: 130 }} />
    </Form.Item>
  );
  return (
    <>
      <NameField />
      <Form.Item name="shifts" label={t('contract.shifts')} extra={t('contract.shifts_help')}>
        <Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} options={names} />
      </Form.Item>
      <FormGroup title={t('contract.hours')} help={t('contract.hours_help')}>
        <FormPair>
          {hours('paid_week_min_s')}
          {hours('paid_week_max_s')}
          {hours('paid_day_max_s')}
          {count('days_week_max', 0, 7)}
          {hours('paid_total_min_s')}
          {hours('paid_total_max_s')}
        </FormPair>
      </FormGroup>
      <FormGroup title={t('contract.rests')}>
        <FormPair>
          {hours('rest_min_s')}
          {count('days_in_row_max', 1, 28)}
          {count('days_in_row_min', 1, 14)}
          {count('days_off_in_row_min', 1, 14)}
        </FormPair>
      </FormGroup>
      <FormGroup title={t('contract.nights')}>
        <FormPair>
          {count('weekends_max', 0, 60)}
          {count('weekends_in_row_max', 0, 60)}
          {count('nights_max', 0, 366)}
          {count('nights_in_row_max', 0, 28)}
          {hours('rest_after_nights_s')}
        </FormPair>
      </FormGroup>
    </>
  );
}
