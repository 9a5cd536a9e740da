import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CasePolicy, Named } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { fetchAll } from '@/lib/pages';
import { FormGroup } from '@/ui/FormGroup';
import { NameField } from '@/ui/NameField';
import { ResourcePage } from '@/ui/ResourcePage';
import { casePolicies } from '../api/kept';
import { priorities } from '../state/due';
import styles from './Cases.module.css';

type Values = Omit<CasePolicy, 'id'>;

const clocks = ['first_reply_min', 'next_reply_min', 'resolution_min'] as const;
const blank: Values = { name: '', segment: '', low: {}, normal: {}, high: {}, urgent: {} };

// What is left empty is not promised.
const given = (targets: object) =>
  Object.fromEntries(Object.entries(targets).filter(([, minutes]) => typeof minutes === 'number'));

export function PoliciesPage() {
  const { t } = useTranslation('cases');
  const hours = useHours();
  return (
    <ResourcePage<CasePolicy, Values>
      resource={casePolicies}
      title={t('policies.title')}
      help={t('policies.help')}
      addText={t('policies.add')}
      formWidth={620}
      columns={[
        { title: t('field.segment'), render: (_, each) => each.segment || t('policies.all_others') },
        {
          title: t('policies.hours'),
          render: (_, each) => hours.find(({ id }) => id === each.hours_id)?.name ?? t('policies.always'),
        },
      ]}
      blank={blank}
      valuesOf={({ id: _id, ...values }) => values}
      fieldsOf={({ hours_id, ...values }) => ({
        ...values,
        segment: values.segment ?? '',
        ...(hours_id ? { hours_id } : {}),
        ...Object.fromEntries(priorities.map((each) => [each, given(values[each] ?? {})])),
      })}
      form={() => <PolicyForm />}
    />
  );
}

function useHours(): Named[] {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: ['case-policy-hours'],
    queryFn: ({ signal }) => fetchAll<Named>(http, '/hours', {}, signal),
  });
  return data ?? [];
}

function PolicyForm() {
  const { t } = useTranslation('cases');
  const hours = useHours();
  return (
    <>
      <NameField />
      <Form.Item name="segment" label={t('field.segment')} extra={t('policies.segment_help')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="hours_id" label={t('policies.hours')}>
        <Select
          allowClear
          placeholder={t('policies.always')}
          options={hours.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      {priorities.map((priority) => (
        <FormGroup key={priority} title={t(`priority.${priority}`)}>
          <div className={styles.targets}>
            {clocks.map((clock) => (
              <Form.Item key={clock} name={[priority, clock]} label={t(`clock.${clock.replace('_min', '')}`)}>
                <InputNumber min={1} precision={0} suffix={t('ui:unit.minute')} style={{ width: '100%' }} />
              </Form.Item>
            ))}
          </div>
        </FormGroup>
      ))}
    </>
  );
}
