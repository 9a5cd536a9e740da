import { Alert, App as AntApp, Button, Drawer, Form, InputNumber, Popconfirm, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AwayLimit } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { asProblem } from '@/lib/http';
import { DateInput } from '@/ui/DateInput';
import { issueText } from '@/ui/issue-text';
import { NameField } from '@/ui/NameField';
import { useProblemText } from '@/ui/use-problem-text';
import { WeekdaysInput } from '@/ui/WeekdaysInput';
import { useChangeRules } from '../api/time-off-limits';
import { withLimit } from '../state/limits';
import type { LimitKind } from '../state/limits';

class ChangedMeanwhile extends Error {}

interface Props {
  kind: LimitKind;
  limit: AwayLimit | undefined; // absent: a new one
  onClose: () => void;
}

// One limit, or one closed stretch of days.
export function LimitDrawer({ kind, limit, onClose }: Props) {
  const { t, i18n } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<AwayLimit>();
  const { teams, skills } = useDirectory();
  const problemText = useProblemText();
  const change = useChangeRules();
  const [failure, setFailure] = useState<string | null>(null);
  const wordsOf = (error: unknown) => {
    if (error instanceof ChangedMeanwhile) return t('limits.changed_meanwhile');
    const { issues } = asProblem(error);
    return [problemText(error), ...issues.map(({ what }) => issueText(what, i18n.language))].join(' ');
  };
  const send = (after: AwayLimit | undefined) =>
    change.mutate(
      (now) => {
        const changed = withLimit(now, limit, after);
        if (!changed) throw new ChangedMeanwhile();
        return changed;
      },
      {
        onSuccess: () => {
          void message.success(t('ui:admin.saved'));
          onClose();
        },
        onError: (error) => setFailure(wordsOf(error)),
      },
    );
  // A field that was emptied is absent, not null.
  const kept = ({ team_id, skill_id, ...values }: AwayLimit): AwayLimit => ({
    ...values,
    away_max: kind === 'closed' ? 0 : values.away_max,
    ...(team_id && { team_id }),
    ...(skill_id && { skill_id }),
  });
  return (
    <Drawer
      open
      size={460}
      title={limit?.name ?? t(`${kind}.add`)}
      onClose={onClose}
      extra={
        <Space>
          {limit && (
            <Popconfirm
              title={t('limits.remove_sure')}
              okText={t('limits.remove')}
              cancelText={t('ui:cancel')}
              onConfirm={() => send(undefined)}
            >
              <Button danger>{t('limits.remove')}</Button>
            </Popconfirm>
          )}
          <Button type="primary" loading={change.isPending} onClick={() => form.submit()}>
            {t('limits.save')}
          </Button>
        </Space>
      }
    >
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 12 }} />}
      <Form<AwayLimit>
        form={form}
        layout="vertical"
        initialValues={limit ?? { name: '', first_day: '', last_day: '', weekdays: [], away_max: 1 }}
        onFinish={(values) => send(kept(values))}
      >
        <NameField />
        {kind === 'limits' && (
          <Form.Item
            name="away_max"
            label={t('limits.away_max')}
            rules={[{ required: true, message: t('ask.required') }]}
          >
            <InputNumber min={1} max={100_000} precision={0} />
          </Form.Item>
        )}
        <Form.Item name="first_day" label={t('ask.first_day')} extra={t('limits.first_help')}>
          <DateInput />
        </Form.Item>
        <Form.Item
          name="last_day"
          label={t('ask.last_day')}
          extra={t('limits.last_help')}
          dependencies={['first_day']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, last: string) =>
                last && last < (getFieldValue('first_day') as string)
                  ? Promise.reject(new Error(t('limits.wrong_way')))
                  : Promise.resolve(),
            }),
          ]}
        >
          <DateInput />
        </Form.Item>
        <Form.Item name="weekdays" label={t('limits.weekdays')}>
          <WeekdaysInput placeholder={t('limits.every_day')} />
        </Form.Item>
        <Form.Item name="team_id" label={t('offer.team')}>
          <Select
            allowClear
            placeholder={t('limits.any_team')}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="skill_id" label={t('limits.skill')}>
          <Select
            allowClear
            placeholder={t('limits.any_skill')}
            options={skills.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
