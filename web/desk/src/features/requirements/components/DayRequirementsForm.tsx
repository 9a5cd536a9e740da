import { Alert, Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDirectory } from '@/lib/directory';
import { asProblem } from '@/lib/http';
import { useZone } from '@/lib/zone';
import { DateInput } from '@/ui/DateInput';
import { FormRows } from '@/ui/FormRows';
import { JobFault } from '@/ui/JobProgress';
import { useProblemText } from '@/ui/use-problem-text';
import { useFindRequirements } from '../api/find-requirements';
import { problemOf } from '../state/problem';
import type { GroupWanted, QueueWanted, Wanted } from '../state/problem';
import styles from './Requirements.module.css';

const day = 86_400_000;
const blankQueue: Partial<QueueWanted> = { service_percent: 80, within_s: 20, patience_s: 180 };

export function DayRequirementsForm() {
  const { t } = useTranslation('requirements');
  const navigate = useNavigate();
  const problemText = useProblemText();
  const zone = useZone();
  const { queues } = useDirectory();
  const find = useFindRequirements();
  const options = queues.map(({ name }) => ({ value: name, label: name }));
  const missing = [{ required: true, message: t('missing') }];
  const blankGroup: Partial<GroupWanted> = { name: t('group_name'), queues: [], shrinkage_percent: 30 };
  const submit = (wanted: Wanted) => {
    const begins = Date.parse(`${wanted.day}T00:00:00Z`);
    const at = (wall: number) => new Date(zone.instant(wall)).toISOString();
    find.mutate(
      {
        from: at(begins),
        to: at(begins + day),
        problemOf: ({ items }) => problemOf(wanted, items, zone.name),
      },
      { onSuccess: ({ id }) => void navigate(`/planning/requirements/${id}`) },
    );
  };
  const number = (min: number, max: number, suffix?: string) => (
    <InputNumber min={min} max={max} suffix={suffix} style={{ width: 110 }} />
  );
  const { error } = find;
  return (
    <Form<Wanted>
      layout="vertical"
      className={styles.form}
      initialValues={{
        name: t('first_name'),
        day: new Date(zone.wall(Date.now()) - 7 * day).toISOString().slice(0, 10),
        percent: 100,
        confidence_percent: 90,
        queues: [blankQueue],
        groups: [blankGroup],
      }}
      onFinish={submit}
    >
      <div className={styles.row}>
        <Form.Item name="name" label={t('name')} rules={missing}>
          <Input maxLength={100} style={{ width: 240 }} />
        </Form.Item>
        <Form.Item name="day" label={t('day')} rules={missing}>
          <DateInput />
        </Form.Item>
        <Form.Item name="percent" label={t('percent')} rules={missing}>
          {number(1, 1000, '%')}
        </Form.Item>
        <Form.Item name="confidence_percent" label={t('confidence')} rules={missing}>
          {number(50, 99, '%')}
        </Form.Item>
      </div>
      <h2>{t('promises')}</h2>
      <FormRows
        name="queues"
        addText={t('add_queue')}
        blank={blankQueue}
        cardTitle={(at) => t('queue_number', { number: at + 1 })}
      >
        {(field) => (
          <div className={styles.row}>
            <Form.Item name={[field.name, 'queue']} label={t('queue')} rules={missing}>
              <Select showSearch={{ optionFilterProp: 'label' }} options={options} style={{ width: 220 }} />
            </Form.Item>
            <Form.Item name={[field.name, 'service_percent']} label={t('service_level')} rules={missing}>
              {number(1, 99, '%')}
            </Form.Item>
            <Form.Item name={[field.name, 'within_s']} label={t('within')} rules={missing}>
              {number(0, 86_400, t('seconds'))}
            </Form.Item>
            <Form.Item name={[field.name, 'abandonment_percent']} label={t('abandonment')}>
              {number(0.1, 100, '%')}
            </Form.Item>
            <Form.Item name={[field.name, 'patience_s']} label={t('patience')} rules={missing}>
              {number(1, 86_400, t('seconds'))}
            </Form.Item>
          </div>
        )}
      </FormRows>
      <h2>{t('groups')}</h2>
      <FormRows
        name="groups"
        addText={t('add_group')}
        blank={blankGroup}
        cardTitle={(at) => t('group_number', { number: at + 1 })}
      >
        {(field) => (
          <div className={styles.row}>
            <Form.Item name={[field.name, 'name']} label={t('name')} rules={missing}>
              <Input maxLength={90} style={{ width: 180 }} />
            </Form.Item>
            <Form.Item name={[field.name, 'queues']} label={t('works_on')} rules={missing}>
              <Select
                mode="multiple"
                showSearch={{ optionFilterProp: 'label' }}
                options={options}
                style={{ width: 260 }}
              />
            </Form.Item>
            <Form.Item name={[field.name, 'shrinkage_percent']} label={t('shrinkage')} rules={missing}>
              {number(0, 95, '%')}
            </Form.Item>
            <Form.Item name={[field.name, 'occupancy_percent']} label={t('max_occupancy')}>
              {number(5, 100, '%')}
            </Form.Item>
          </div>
        )}
      </FormRows>
      {error && (
        <Alert
          type="error"
          showIcon
          title={asProblem(error).reason === 'nothing_came' ? t('nothing_came') : problemText(error)}
          description={
            asProblem(error).issues.length > 0 && (
              <JobFault error={{ reason: '', detail: '', issues: asProblem(error).issues }} />
            )
          }
        />
      )}
      <Button type="primary" htmlType="submit" loading={find.isPending} className={styles.start}>
        {t('start')}
      </Button>
    </Form>
  );
}
