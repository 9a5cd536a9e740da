import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Mailbox } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { FormGroup, FormPair } from '@/ui/FormGroup';
import { NameField } from '@/ui/NameField';
import { MailboxTestButton } from './MailboxTestButton';
import { OauthFields } from './OauthFields';
import { ServerFields } from './ServerFields';

export function MailboxForm({ mailbox }: { mailbox: Mailbox | undefined }) {
  const { t } = useTranslation('email');
  const { queues } = useDirectory();
  const isFetched = Form.useWatch<boolean | undefined>('does_fetch') ?? true;
  const answersFirst = Form.useWatch<boolean | undefined>('does_answer_first') ?? false;
  return (
    <>
      <NameField />
      <FormPair>
        <Form.Item
          name="address"
          label={t('mailboxes.address')}
          rules={[{ required: true, message: t('mailboxes.address_missing') }]}
        >
          <Input type="email" spellCheck={false} placeholder="support@shop.example" />
        </Form.Item>
        <Form.Item name="sender_name" label={t('mailboxes.sender_name')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="queue_id"
          label={t('mailboxes.queue')}
          rules={[{ required: true, message: t('mailboxes.queue_missing') }]}
        >
          <Select
            optionFilterProp="label"
            showSearch
            options={queues
              .filter((queue) => queue.channel === 'email')
              .map(({ id, name }) => ({ value: id, label: name }))}
            notFoundContent={t('mailboxes.no_queue')}
          />
        </Form.Item>
        <Form.Item name="language" label={t('mailboxes.language')}>
          <Select
            options={[
              { value: 'zh-CN', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </Form.Item>
      </FormPair>
      <Form.Item name="is_active" label={t('mailboxes.is_active')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {mailbox && <MailboxTestButton mailbox={mailbox} />}
      <FormGroup title={t('mailboxes.incoming')} help={t('mailboxes.incoming_help')}>
        <Form.Item name="does_fetch" label={t('mailboxes.does_fetch')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {isFetched && (
          <>
            <ServerFields side="imap" hasSecret={mailbox?.has_imap_secret ?? false} />
            <FormPair>
              <Form.Item name="folder" label={t('mailboxes.folder')}>
                <Input />
              </Form.Item>
              <Form.Item
                name="folder_after"
                label={t('mailboxes.folder_after')}
                extra={t('mailboxes.folder_after_help')}
              >
                <Input />
              </Form.Item>
            </FormPair>
            <Form.Item name="takes_old_mails" label={t('mailboxes.takes_old_mails')} valuePropName="checked">
              <Switch />
            </Form.Item>
          </>
        )}
        <Form.Item name="aliases" label={t('mailboxes.aliases')} extra={t('mailboxes.aliases_help')}>
          <Select mode="tags" tokenSeparators={[' ', ',', '，']} open={false} suffixIcon={null} />
        </Form.Item>
        <FormPair>
          <Form.Item
            name="tag_separator"
            label={t('mailboxes.tag_separator')}
            extra={t('mailboxes.tag_separator_help')}
          >
            <Select
              options={['+', '-', '=', ''].map((value) => ({
                value,
                label: value === '' ? t('mailboxes.no_tag') : value,
              }))}
            />
          </Form.Item>
          <Form.Item name="authserv_id" label={t('mailboxes.authserv')} extra={t('mailboxes.authserv_help')}>
            <Input spellCheck={false} placeholder="mx.shop.example" />
          </Form.Item>
          <Form.Item
            name="hourly_max"
            label={t('mailboxes.hourly_max')}
            extra={t('mailboxes.hourly_max_help')}
          >
            <InputNumber min={1} max={100_000} precision={0} />
          </Form.Item>
        </FormPair>
      </FormGroup>
      <FormGroup title={t('mailboxes.outgoing')} help={t('mailboxes.outgoing_help')}>
        <ServerFields side="smtp" hasSecret={mailbox?.has_smtp_secret ?? false} />
        <FormPair>
          <Form.Item
            name="sent_folder"
            label={t('mailboxes.sent_folder')}
            extra={t('mailboxes.sent_folder_help')}
          >
            <Input />
          </Form.Item>
          <Form.Item name="undo_s" label={t('mailboxes.undo_s')} extra={t('mailboxes.undo_help')}>
            <InputNumber min={0} max={120} precision={0} />
          </Form.Item>
        </FormPair>
        <Form.Item name="signature" label={t('mailboxes.signature')} extra={t('mailboxes.signature_help')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
        </Form.Item>
      </FormGroup>
      <OauthFields mailbox={mailbox} />
      <FormGroup title={t('mailboxes.first_answer')} help={t('mailboxes.first_answer_help')}>
        <Form.Item name="does_answer_first" label={t('mailboxes.does_answer_first')} valuePropName="checked">
          <Switch />
        </Form.Item>
        {answersFirst && (
          <Form.Item
            name="first_answer"
            label={t('mailboxes.first_answer_text')}
            rules={[{ required: true, whitespace: true, message: t('mailboxes.first_answer_missing') }]}
          >
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
          </Form.Item>
        )}
      </FormGroup>
    </>
  );
}
