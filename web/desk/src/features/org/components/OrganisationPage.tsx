import { Alert, App as AntApp, Button, Form, Input, InputNumber, Select, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organisation } from '@/lib/contract';
import { DurationInput } from '@/ui/DurationInput';
import { ErrorState } from '@/ui/ErrorState';
import { NameField } from '@/ui/NameField';
import { PageFrame } from '@/ui/PageFrame';
import { RegionSelect } from '@/ui/RegionSelect';
import { useFieldErrors } from '@/ui/use-field-errors';
import { useChangeOrganisation, useOrganisation } from '../api/organisation';
import { timeZones } from '../state/time-zones';
import styles from './Org.module.css';

export function OrganisationPage() {
  const { t } = useTranslation('org');
  const { data, error, refetch } = useOrganisation();
  return (
    <PageFrame title={t('organisation.title')}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active />}
      {data && <OrganisationForm organisation={data} />}
    </PageFrame>
  );
}

function OrganisationForm({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation('org');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<Omit<Organisation, 'id'>>();
  const fieldErrors = useFieldErrors(form);
  const change = useChangeOrganisation();
  const [failure, setFailure] = useState<string | null>(null);
  const { id: _id, ...values } = organisation;
  const submit = (fields: Omit<Organisation, 'id'>) =>
    change.mutate(fields, {
      onSuccess: () => {
        setFailure(null);
        void message.success(t('ui:admin.saved'));
      },
      onError: (error) => setFailure(fieldErrors(error)),
    });
  return (
    <Form form={form} layout="vertical" initialValues={values} onFinish={submit} className={styles.card}>
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <NameField />
      <Form.Item
        name="slug"
        label={t('organisation.slug')}
        extra={t('organisation.slug_help')}
        rules={[{ required: true }]}
      >
        <Input />
      </Form.Item>
      <Form.Item name="time_zone" label={t('hours.time_zone')} extra={t('organisation.time_zone_help')}>
        <Select showSearch options={timeZones()} />
      </Form.Item>
      <RegionSelect
        name={['settings', 'phone_region']}
        label={t('organisation.phone_region')}
        help={t('organisation.phone_region_help')}
        noneText={t('organisation.no_phone_region')}
      />
      <Form.Item
        name={['settings', 'silent_after_s']}
        label={t('organisation.silent_after')}
        extra={t('organisation.silent_after_help')}
      >
        <DurationInput />
      </Form.Item>
      <Form.Item
        name={['settings', 'disconnect_grace_s']}
        label={t('organisation.disconnect_grace')}
        extra={t('organisation.disconnect_grace_help')}
      >
        <DurationInput />
      </Form.Item>
      <Form.Item
        name={['settings', 'recordings_kept_days']}
        label={t('organisation.recordings_kept')}
        extra={t('organisation.recordings_kept_help')}
      >
        <InputNumber min={0} max={36_600} />
      </Form.Item>
      <Form.Item
        name={['settings', 'agents_hear_own_recordings']}
        label={t('organisation.own_recordings')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('ui:save')}
        </Button>
      </Form.Item>
    </Form>
  );
}
