import { Alert, Button, Empty, Form, Input, InputNumber, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useDirectory } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { DateInput } from '@/ui/DateInput';
import { ErrorState } from '@/ui/ErrorState';
import { FormRows } from '@/ui/FormRows';
import { useProblemText } from '@/ui/use-problem-text';
import type { KeptForecast } from '@/lib/contract';
import { useForecastChoice, useForecastRequirements } from '../api/forecast-requirements';
import { daysMost, firstStretch, isWithin, wantedOf } from '../state/forecast-wanted';
import type { ForecastWish, PromiseWish } from '../state/forecast-wanted';
import styles from './Requirements.module.css';

const blankPromise: Partial<PromiseWish> = { service_percent: 90 };

// The organisation's own rules, agents and handle times; the customers are a forecast's.
export function ForecastRequirementsForm() {
  const { t } = useTranslation('requirements');
  const { data: forecasts, error, refetch } = useForecastChoice();
  if (error && !forecasts) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!forecasts) return <Skeleton active paragraph={{ rows: 6 }} />;
  const [first] = forecasts;
  if (!first)
    return (
      <Empty description={t('no_forecast')}>
        <Link to="/planning/forecast">{t('make_forecast')}</Link>
      </Empty>
    );
  return <Filled forecasts={forecasts} first={first} />;
}

function Filled({ forecasts, first }: { forecasts: KeptForecast[]; first: KeptForecast }) {
  const { t } = useTranslation('requirements');
  const navigate = useNavigate();
  const problemText = useProblemText();
  const format = useFormat();
  const { queues } = useDirectory();
  const find = useForecastRequirements();
  const [form] = Form.useForm<ForecastWish>();
  const missing = [{ required: true, message: t('missing') }];
  const forecastOf = (id: string) => forecasts.find((each) => each.id === id);
  const number = (min: number, max: number, suffix?: string) => (
    <InputNumber min={min} max={max} suffix={suffix} style={{ width: 110 }} />
  );
  const choose = (id: string) => {
    const forecast = forecastOf(id);
    if (forecast) form.setFieldsValue(firstStretch(forecast));
  };
  return (
    <Form<ForecastWish>
      form={form}
      layout="vertical"
      className={styles.form}
      initialValues={{
        name: t('first_name'),
        forecast_id: first.id,
        ...firstStretch(first),
        service_percent: 80,
        shrinkage_percent: 30,
        confidence_percent: 90,
      }}
      onFinish={(wish) =>
        find.mutate(wantedOf(wish), { onSuccess: ({ id }) => void navigate(`/planning/requirements/${id}`) })
      }
    >
      <div className={styles.row}>
        <Form.Item name="name" label={t('name')} rules={missing}>
          <Input maxLength={100} style={{ width: 240 }} />
        </Form.Item>
        <Form.Item name="forecast_id" label={t('forecast')} rules={missing}>
          <Select
            style={{ width: 320 }}
            onChange={choose}
            showSearch={{ optionFilterProp: 'label' }}
            options={forecasts.map(({ id, title, from, made_at }) => ({
              value: id,
              label: t('forecast_choice', { title: title || from, made: format.dateTime(made_at) }),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="first_day"
          label={t('first_day')}
          dependencies={['forecast_id']}
          rules={[
            ...missing,
            {
              validator: (_, value: string) => {
                const forecast = forecastOf(form.getFieldValue('forecast_id') as string);
                return !value || !forecast || isWithin(forecast, value)
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('not_in_forecast')));
              },
            },
          ]}
        >
          <DateInput />
        </Form.Item>
        <Form.Item name="days" label={t('days')} rules={missing}>
          <InputNumber min={1} max={daysMost} precision={0} style={{ width: 80 }} />
        </Form.Item>
      </div>
      <div className={styles.row}>
        <Form.Item name="service_percent" label={t('service_everywhere')} rules={missing}>
          {number(1, 99, '%')}
        </Form.Item>
        <Form.Item name="confidence_percent" label={t('confidence')} rules={missing}>
          {number(50, 99, '%')}
        </Form.Item>
        <Form.Item name="shrinkage_percent" label={t('shrinkage')} rules={missing}>
          {number(0, 95, '%')}
        </Form.Item>
        <Form.Item name="occupancy_percent" label={t('max_occupancy')}>
          {number(5, 100, '%')}
        </Form.Item>
      </div>
      <h2>{t('own_promises')}</h2>
      <FormRows
        name="promises"
        addText={t('add_queue')}
        blank={blankPromise}
        cardTitle={(at) => t('queue_number', { number: at + 1 })}
      >
        {(field) => (
          <div className={styles.row}>
            <Form.Item name={[field.name, 'queue_id']} label={t('queue')} rules={missing}>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                options={queues.map(({ id, name }) => ({ value: id, label: name }))}
                style={{ width: 220 }}
              />
            </Form.Item>
            <Form.Item name={[field.name, 'service_percent']} label={t('service_level')} rules={missing}>
              {number(1, 99, '%')}
            </Form.Item>
            <Form.Item name={[field.name, 'within_s']} label={t('within')} extra={t('as_rules')}>
              {number(0, 86_400, t('seconds'))}
            </Form.Item>
            <Form.Item name={[field.name, 'abandonment_percent']} label={t('abandonment')}>
              {number(0.1, 100, '%')}
            </Form.Item>
          </div>
        )}
      </FormRows>
      {find.error && <Alert type="error" showIcon title={problemText(find.error)} />}
      <Button type="primary" htmlType="submit" loading={find.isPending} className={styles.start}>
        {t('start')}
      </Button>
    </Form>
  );
}
