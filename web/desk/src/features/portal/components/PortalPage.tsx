import { Alert, App as AntApp, Button, ColorPicker, Form, Input, Select, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PortalSettingsInput, PortalShown } from '@/lib/api-types';
import { nameIn, useDirectory } from '@/lib/directory';
import { useResourceList } from '@/lib/resource';
import { ErrorState } from '@/ui/ErrorState';
import { FormGroup } from '@/ui/FormGroup';
import { PageFrame } from '@/ui/PageFrame';
import { useFieldErrors } from '@/ui/use-field-errors';
import { caseTypes } from '../api/case-types';
import { useChangePortal, usePortal } from '../api/portal';
import { LogoField } from './LogoField';
import styles from './Portal.module.css';

export function PortalPage() {
  const { t } = useTranslation('portal');
  const { data, error, refetch } = usePortal();
  return (
    <PageFrame title={t('title')}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active />}
      {data && (
        <>
          <PortalForm portal={data} />
          <LogoField portal={data} />
        </>
      )}
    </PageFrame>
  );
}

function PortalForm({ portal }: { portal: PortalShown }) {
  const { t, i18n } = useTranslation('portal');
  const { message } = AntApp.useApp();
  const [form] = Form.useForm<PortalSettingsInput>();
  const fieldErrors = useFieldErrors(form);
  const change = useChangePortal();
  const directory = useDirectory();
  const { data: types } = useResourceList(caseTypes);
  const [failure, setFailure] = useState<string | null>(null);
  const typeId = Form.useWatch('case_type_id', form);
  const type = types?.find(({ id }) => id === typeId);
  const { path, can_mail, has_logo: _, ...values } = portal;
  const submit = (fields: PortalSettingsInput) =>
    change.mutate(fields, {
      onSuccess: () => {
        setFailure(null);
        void message.success(t('ui:admin.saved'));
      },
      onError: (error) => setFailure(fieldErrors(error)),
    });
  const options = (kind: 'queues' | 'channels') =>
    directory[kind].map((each) => ({ value: each.id, label: nameIn(i18n.language, each) ?? each.name }));
  return (
    <Form form={form} layout="vertical" initialValues={values} onFinish={submit} className={styles.card}>
      {failure && <Alert type="error" showIcon title={failure} style={{ marginBottom: 16 }} />}
      <Form.Item
        name="is_on"
        label={t('is_on')}
        valuePropName="checked"
        extra={
          <a href={path} target="_blank" rel="noreferrer">
            {window.location.origin}
            {path}
          </a>
        }
      >
        <Switch />
      </Form.Item>
      <FormGroup title={t('looks')}>
        <Form.Item name="name" label={t('name')} extra={t('name_help')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="welcome" label={t('welcome')}>
          <Input maxLength={200} placeholder="How can we help?" />
        </Form.Item>
        <Form.Item name="welcome_zh" label={t('welcome_zh')}>
          <Input maxLength={200} placeholder="您需要什么帮助？" />
        </Form.Item>
        <Form.Item
          name="colour"
          label={t('colour')}
          extra={t('colour_help')}
          getValueFromEvent={(colour: { toHexString(): string }) => colour.toHexString().slice(0, 7)}
        >
          <ColorPicker disabledAlpha showText />
        </Form.Item>
        <Form.Item name="default_language" label={t('default_language')} extra={t('default_language_help')}>
          <Select
            options={[
              { value: 'en', label: 'English' },
              { value: 'zh-CN', label: '中文' },
            ]}
          />
        </Form.Item>
      </FormGroup>
      <FormGroup title={t('contact')} help={t('contact_help')}>
        <Form.Item name="has_contact_form" label={t('has_contact_form')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="contact_queue_id" label={t('contact_queue')} extra={t('contact_queue_help')}>
          <Select allowClear options={options('queues')} />
        </Form.Item>
        <Form.Item name="case_type_id" label={t('case_type')}>
          <Select
            allowClear
            onChange={() => form.setFieldValue('contact_fields', [])}
            options={types?.map((each) => ({
              value: each.id,
              label: nameIn(i18n.language, each) ?? each.name,
            }))}
          />
        </Form.Item>
        <Form.Item name="contact_fields" label={t('contact_fields')} extra={t('contact_fields_help')}>
          <Select
            mode="multiple"
            disabled={!type}
            options={type?.fields.map(({ key, name, name_zh }) => ({
              value: key,
              label: i18n.language.startsWith('zh') && name_zh ? name_zh : name,
            }))}
          />
        </Form.Item>
      </FormGroup>
      <FormGroup title={t('more')}>
        <Form.Item
          name="has_my_cases"
          label={t('has_my_cases')}
          valuePropName="checked"
          extra={t(can_mail ? 'has_my_cases_help' : 'cannot_mail')}
        >
          <Switch />
        </Form.Item>
        <Form.Item name="chat_channel_id" label={t('chat_channel')}>
          <Select allowClear options={options('channels')} />
        </Form.Item>
      </FormGroup>
      <Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('ui:save')}
        </Button>
      </Form.Item>
    </Form>
  );
}
