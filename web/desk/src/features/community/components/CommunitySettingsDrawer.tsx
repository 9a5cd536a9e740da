import { App as AntApp, Button, Drawer, Form, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CommunitySettings } from '@/lib/api-types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useProblemText } from '@/ui/use-problem-text';
import { useCommunitySettings, useSetCommunitySettings } from '../api/community';

export function CommunitySettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('community');
  const { data, error, refetch } = useCommunitySettings(true);
  return (
    <Drawer open onClose={onClose} size={420} title={t('settings.title')}>
      {data ? (
        <SettingsForm settings={data} onDone={onClose} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Drawer>
  );
}

function SettingsForm({ settings, onDone }: { settings: CommunitySettings; onDone: () => void }) {
  const { t } = useTranslation('community');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const save = useSetCommunitySettings();
  return (
    <Form<CommunitySettings>
      layout="vertical"
      initialValues={settings}
      onFinish={(wanted) =>
        void save.mutateAsync(wanted).then(onDone, (error: unknown) => void message.error(problemText(error)))
      }
    >
      <Form.Item name="is_on" label={t('settings.is_on')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="case_after_hours" label={t('settings.case_after_hours')}>
        <InputNumber min={0} max={720} />
      </Form.Item>
      <Form.Item name="approvals_needed" label={t('settings.approvals_needed')}>
        <InputNumber min={0} max={20} />
      </Form.Item>
      <Form.Item name="posts_per_hour" label={t('settings.posts_per_hour')}>
        <InputNumber min={1} max={100} />
      </Form.Item>
      <Form.Item name="words" label={t('settings.words')} extra={t('settings.words_help')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', '，', '\n']} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t('settings.save')}
      </Button>
    </Form>
  );
}
