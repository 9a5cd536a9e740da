import { App as AntApp, Button, Form, Input, InputNumber, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ValueSettings } from '@/lib/contract';
import { ErrorState } from '@/ui/ErrorState';
import { FormGroup } from '@/ui/FormGroup';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeValueSettings, useValueSettings } from '../api/value-settings';
import styles from './Value.module.css';

const channels = ['voice', 'chat', 'message', 'email', 'task', 'voicemail'] as const;
const days = ['horizon_days', 'usual_gap_days', 'new_days'] as const;

interface Rate {
  currency: string;
  rate: number;
}
type Values = Omit<ValueSettings, 'rates' | 'minute_costs' | 'minute_cost'> & {
  rates: Rate[];
  minute_cost: number;
  minute_costs: Record<string, number | null>;
};

const million = 1_000_000;

// On the screen in whole units; the server counts in hundredths and millionths.
const valuesOf = (settings: ValueSettings): Values => ({
  ...settings,
  rates: Object.entries(settings.rates).map(([currency, rate]) => ({ currency, rate: rate / million })),
  minute_cost: settings.minute_cost / 100,
  minute_costs: Object.fromEntries(
    Object.entries(settings.minute_costs).map(([channel, cost]) => [channel, cost / 100]),
  ),
});
const settingsOf = (values: Values): ValueSettings => ({
  ...values,
  rates: Object.fromEntries(
    values.rates.map(({ currency, rate }) => [currency, Math.max(1, Math.round(rate * million))]),
  ),
  minute_cost: Math.round(values.minute_cost * 100),
  minute_costs: Object.fromEntries(
    Object.entries(values.minute_costs)
      .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
      .map(([channel, cost]) => [channel, Math.round(cost * 100)]),
  ),
});

export function ValueSettingsPage() {
  const { t } = useTranslation('value');
  const { data, error, refetch } = useValueSettings();
  return (
    <PageFrame title={t('settings.title')} subtitle={t('settings.help')}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 6 }} />}
      {data && <SettingsForm settings={data} />}
    </PageFrame>
  );
}

function SettingsForm({ settings }: { settings: ValueSettings }) {
  const { t } = useTranslation('value');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const change = useChangeValueSettings();
  const save = (values: Values) =>
    void change.mutateAsync(settingsOf(values)).then(
      () => void message.success(t('settings.saved')),
      (problem: unknown) => void message.error(problemText(problem)),
    );
  return (
    <Form<Values>
      layout="vertical"
      className={styles.form}
      initialValues={valuesOf(settings)}
      onFinish={save}
      requiredMark={false}
    >
      <Form.Item
        name="currency"
        label={t('settings.currency')}
        extra={t('settings.currency_help')}
        rules={[{ required: true, pattern: /^[A-Z]{3}$/, message: t('settings.currency_wrong') }]}
      >
        <Input maxLength={3} style={{ width: 100 }} />
      </Form.Item>
      <Form.Item
        name="margin_percent"
        label={t('settings.margin')}
        rules={[{ required: true, message: t('settings.missing') }]}
      >
        <InputNumber min={0} max={100} precision={0} suffix="%" />
      </Form.Item>
      {days.map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`settings.${name}`)}
          extra={t(`settings.${name}_help`)}
          rules={[{ required: true, message: t('settings.missing') }]}
        >
          <InputNumber min={name === 'new_days' ? 0 : 1} max={3650} precision={0} suffix={t('ui:unit.day')} />
        </Form.Item>
      ))}
      <FormGroup title={t('settings.costs')} help={t('settings.costs_help')}>
        <Form.Item
          name="minute_cost"
          label={t('settings.minute_cost')}
          rules={[{ required: true, message: t('settings.missing') }]}
        >
          <InputNumber min={0} max={10_000} precision={2} />
        </Form.Item>
        {channels.map((channel) => (
          <Form.Item key={channel} name={['minute_costs', channel]} label={t(`channel.${channel}`)}>
            <InputNumber min={0} max={10_000} precision={2} placeholder={t('settings.as_above')} />
          </Form.Item>
        ))}
      </FormGroup>
      <FormGroup title={t('settings.rates')} help={t('settings.rates_help')}>
        <Form.List name="rates">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} style={{ display: 'flex', gap: 8, alignItems: 'start' }}>
                  <Form.Item
                    name={[name, 'currency']}
                    rules={[{ required: true, pattern: /^[A-Z]{3}$/, message: t('settings.currency_wrong') }]}
                  >
                    <Input maxLength={3} placeholder="USD" aria-label={t('settings.currency')} />
                  </Form.Item>
                  <Form.Item
                    name={[name, 'rate']}
                    rules={[{ required: true, message: t('settings.missing') }]}
                  >
                    <InputNumber min={0.000001} max={1_000_000} aria-label={t('settings.rate')} />
                  </Form.Item>
                  <Button onClick={() => remove(name)}>{t('settings.remove')}</Button>
                </div>
              ))}
              <Button onClick={() => add({ currency: '', rate: 1 })}>{t('settings.add_rate')}</Button>
            </>
          )}
        </Form.List>
      </FormGroup>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('settings.save')}
      </Button>
    </Form>
  );
}
