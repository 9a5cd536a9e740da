import { Alert, Button, Drawer, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ForecastWanted } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { DateInput } from '@/ui/DateInput';
import { useFieldErrors } from '@/ui/use-field-errors';
import { useMakeForecast } from '../api/forecasts';
import { runPath } from './ForecastPage';

const holidaySets = ['CN', 'US', 'GB', 'DE'] as const;

export function NewForecast({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('forecast');
  const navigate = useNavigate();
  const [fault, setFault] = useState<string | null>(null);
  const { queues } = useDirectory();
  const [form] = Form.useForm<ForecastWanted>();
  const showErrors = useFieldErrors(form);
  const make = useMakeForecast();
  const countries = new Intl.DisplayNames(i18n.language, { type: 'region' });
  const submit = ({ from, ...values }: ForecastWanted) =>
    make.mutate(
      { ...values, ...(from && { from }) },
      { onSuccess: ({ id }) => void navigate(runPath(id)), onError: (error) => setFault(showErrors(error)) },
    );
  return (
    <Drawer
      open
      title={t('new')}
      size={480}
      onClose={onClose}
      extra={
        <Button type="primary" loading={make.isPending} onClick={() => form.submit()}>
          {t('start')}
        </Button>
      }
    >
      {fault && <Alert type="error" showIcon title={fault} style={{ marginBottom: 16 }} />}
      <Form<ForecastWanted>
        form={form}
        layout="vertical"
        initialValues={{
          title: '',
          queue_ids: [],
          days: 28,
          interval_min: 30,
          holidays: [i18n.language.startsWith('zh') ? 'CN' : 'GB'],
        }}
        onFinish={submit}
      >
        <Form.Item
          name="title"
          label={t('name')}
          rules={[{ required: true, message: t('ui:admin.name_missing') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="queue_ids" label={t('queues')} extra={t('queues_help')}>
          <Select
            mode="multiple"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={queues.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="from" label={t('from')} extra={t('from_help')}>
          <DateInput />
        </Form.Item>
        <Form.Item name="days" label={t('days')} rules={[{ required: true }]}>
          <InputNumber min={1} max={120} />
        </Form.Item>
        <Form.Item name="interval_min" label={t('interval')}>
          <Segmented
            options={[15, 30, 60].map((minutes) => ({
              value: minutes,
              label: t('minutes', { count: minutes }),
            }))}
          />
        </Form.Item>
        <Form.Item name="holidays" label={t('holidays')} extra={t('holidays_help')}>
          <Select
            mode="multiple"
            allowClear
            options={holidaySets.map((code) => ({ value: code, label: countries.of(code) }))}
          />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
