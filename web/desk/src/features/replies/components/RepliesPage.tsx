import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CannedReply } from '@/lib/contract';
import { languages } from '@/lib/preferences';
import { ResourcePage } from '@/ui/ResourcePage';
import { cannedReplies } from '../api/canned-replies';

interface Values {
  shortcut: string;
  title: string;
  text: string;
  language?: string;
}

export function RepliesPage() {
  const { t } = useTranslation('replies');
  return (
    <ResourcePage<CannedReply, Values>
      resource={cannedReplies}
      nameOf={({ title }) => title}
      title={t('title')}
      help={t('help')}
      addText={t('add')}
      formWidth={560}
      textOf={({ shortcut, title, text }) => `${shortcut} ${title} ${text}`}
      columns={[
        { title: t('shortcut'), width: 120, render: (_, reply) => `/${reply.shortcut}` },
        { title: t('text'), ellipsis: true, dataIndex: 'text' },
        {
          title: t('language'),
          width: 110,
          render: (_, reply) =>
            languages.find(({ value }) => value === reply.language)?.label ?? t('any_language'),
        },
      ]}
      blank={{ shortcut: '', title: '', text: '' }}
      valuesOf={({ shortcut, title, text, language }) => ({ shortcut, title, text, language })}
      fieldsOf={({ language, ...values }) => ({ ...values, ...(language ? { language } : {}) })}
      form={() => <ReplyForm />}
    />
  );
}

function ReplyForm() {
  const { t } = useTranslation('replies');
  const required = (message: string) => [{ required: true, whitespace: true, message }];
  return (
    <>
      <Form.Item name="title" label={t('reply_title')} rules={required(t('title_missing'))}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="shortcut"
        label={t('shortcut')}
        extra={t('shortcut_help')}
        normalize={(value: string) => value.replace(/[\s/、]/g, '')}
        rules={required(t('shortcut_missing'))}
      >
        <Input prefix="/" maxLength={32} />
      </Form.Item>
      <Form.Item name="text" label={t('text')} rules={required(t('text_missing'))}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={4000} showCount />
      </Form.Item>
      <Form.Item name="language" label={t('language')} extra={t('language_help')}>
        <Select allowClear options={languages} placeholder={t('any_language')} />
      </Form.Item>
    </>
  );
}
