import { UploadOutlined } from '@ant-design/icons';
import { Alert, App as AntApp, Button, Form, Input, InputNumber, Segmented, Select, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/lib/format';
import { useJobs } from '@/lib/jobs';
import { FormRows } from '@/ui/FormRows';
import { TimeInput } from '@/ui/TimeInput';
import { WeekdaysInput } from '@/ui/WeekdaysInput';
import { useProblemText } from '@/ui/use-problem-text';
import { useReadTable } from '../api/read-table';
import type { TableFault } from '../state/requirements';
import styles from './Schedules.module.css';

const shownFaults = 8;

// Days that were computed, each for the weekdays that are like it.
export function FromComputed() {
  const { t } = useTranslation('shifts');
  const format = useFormat();
  const { data } = useJobs({ kind: 'requirements', state: 'done' });
  const jobs = data?.pages.flatMap(({ items }) => items) ?? [];
  if (data && jobs.length === 0)
    return (
      <Alert
        type="info"
        showIcon
        title={t('form.none_computed')}
        description={<Link to="/planning/requirements">{t('form.compute_first')}</Link>}
      />
    );
  return (
    <FormRows
      name="computed"
      addText={t('form.add_computed')}
      blank={{ weekdays: [6, 7] }}
      cardTitle={(at) => t('form.computed_number', { number: at + 1 })}
    >
      {(field) => (
        <div className={styles.row}>
          <Form.Item
            name={[field.name, 'job_id']}
            label={t('form.computed_day')}
            rules={[{ required: true, message: t('form.missing') }]}
          >
            <Select
              style={{ width: 320 }}
              options={jobs.map(({ id, title, asked_at }) => ({
                value: id,
                label: `${title} · ${format.dateTime(asked_at)}`,
              }))}
            />
          </Form.Item>
          <Form.Item
            name={[field.name, 'weekdays']}
            label={t('form.weekdays')}
            extra={t('form.weekdays_help')}
          >
            <WeekdaysInput aria-label={t('form.weekdays')} />
          </Form.Item>
        </div>
      )}
    </FormRows>
  );
}

export function HoursByHand() {
  const { t } = useTranslation('shifts');
  const missing = [{ required: true, message: t('form.missing') }];
  return (
    <FormRows
      name="hand"
      addText={t('form.add_hours')}
      blank={{ name: '', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00', agents: 1 }}
      cardTitle={(at) => t('form.hours_number', { number: at + 1 })}
    >
      {(field) => (
        <div className={styles.row}>
          <Form.Item name={[field.name, 'name']} label={t('form.requirement')} rules={missing}>
            <Input maxLength={100} style={{ width: 180 }} />
          </Form.Item>
          <Form.Item name={[field.name, 'from']} label={t('form.from')} rules={missing}>
            <TimeInput />
          </Form.Item>
          <Form.Item name={[field.name, 'to']} label={t('form.to')} rules={missing}>
            <TimeInput />
          </Form.Item>
          <Form.Item name={[field.name, 'agents']} label={t('form.agents')} rules={missing}>
            <InputNumber min={0} max={100_000} style={{ width: 100 }} />
          </Form.Item>
          <Form.Item name={[field.name, 'weekdays']} label={t('form.weekdays')}>
            <WeekdaysInput aria-label={t('form.weekdays')} />
          </Form.Item>
        </div>
      )}
    </FormRows>
  );
}

export function FromTable({ faults }: { faults: TableFault[] }) {
  const { t } = useTranslation('shifts');
  const form = Form.useFormInstance();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const read = useReadTable();
  return (
    <>
      <p className="quiet">{t('form.table_help')}</p>
      <div className={styles.row}>
        <Upload
          accept=".csv,.tsv,.txt,.xlsx"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            read.mutate(file, {
              onSuccess: (text) => form.setFieldValue('table', text),
              onError: (error) => void message.error(problemText(error)),
            });
            return false;
          }}
        >
          <Button icon={<UploadOutlined />} loading={read.isPending}>
            {t('form.choose_file')}
          </Button>
        </Upload>
        <Form.Item name="table_interval_min" noStyle>
          <Segmented
            aria-label={t('form.interval')}
            options={[15, 30, 60].map((minutes) => ({
              value: minutes,
              label: t('minutes', { count: minutes }),
            }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="table" label={t('form.table')}>
        <Input.TextArea
          rows={8}
          spellCheck={false}
          placeholder={t('form.table_example')}
          style={{ fontFamily: 'monospace' }}
        />
      </Form.Item>
      {faults.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('form.faults', { count: faults.length })}
          description={
            <ul>
              {faults.slice(0, shownFaults).map(({ line, fault }) => (
                <li key={line}>{t('form.line', { line, what: t(`form.fault.${fault}`) })}</li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
