import { App as AntApp, Button, Form, InputNumber, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseSettings } from '@/lib/contract';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { useCaseSettings, useChangeCaseSettings } from '../api/settings';

const fields = [
  { name: 'reopen_days', unit: 'day', max: 3650 },
  { name: 'close_after_days', unit: 'day', max: 3650 },
  { name: 'forecast_min', unit: 'minute', max: 10_080 },
] as const;

// When solved cases close, until when they open again, and when a breach is foretold.
export function SettingsPage() {
  const { t } = useTranslation('cases');
  const { data, error, refetch } = useCaseSettings();
  return (
    <PageFrame title={t('settings.title')} subtitle={t('settings.help')}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 4 }} />}
      {data && <SettingsForm settings={data} />}
    </PageFrame>
  );
}

function SettingsForm({ settings }: { settings: CaseSettings }) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const change = useChangeCaseSettings();
  return (
    <Form<CaseSettings>
      layout="vertical"
      requiredMark={false}
      initialValues={settings}
      style={{ maxWidth: 480 }}
      onFinish={(values) =>
        void change.mutateAsync(values).then(
          () => void message.success(t('settings.saved')),
          (problem: unknown) => void message.error(problemText(problem)),
        )
      }
    >
      {fields.map(({ name, unit, max }) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`settings.${name}`)}
          extra={t(`settings.${name}_help`)}
          rules={[{ required: true, message: t('field_missing') }]}
        >
          <InputNumber min={0} max={max} precision={0} suffix={t(`ui:unit.${unit}`)} />
        </Form.Item>
      ))}
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('settings.save')}
      </Button>
    </Form>
  );
}
