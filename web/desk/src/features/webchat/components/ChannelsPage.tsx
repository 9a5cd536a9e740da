import { useTranslation } from 'react-i18next';
import type { Channel, Webchat } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { Badge } from '@/ui/Badge';
import { ResourcePage } from '@/ui/ResourcePage';
import { channels } from '../api/channels';
import { ChannelForm } from './ChannelForm';

export type ChannelValues = Pick<Channel, 'name' | 'queue_id' | 'is_active' | 'webchat'>;

const noTexts = { title: '', greeting: '', closed: '' };
const webchat: Webchat = {
  allowed_sites: [],
  colour: '#0f6b66',
  position: 'right',
  texts: { 'zh-CN': noTexts, en: noTexts },
  pre_chat: { is_on: false, fields: [] },
  routing: [],
  language_skills: [],
  is_identity_required: false,
};

export function ChannelsPage() {
  const { t } = useTranslation('webchat');
  const names = useNames();
  return (
    <ResourcePage<Channel, ChannelValues>
      resource={channels}
      title={t('title')}
      help={t('help')}
      addText={t('add')}
      formWidth={720}
      columns={[
        { title: t('queue'), render: (_, each) => names.of('queues', each.queue_id) },
        { title: t('sites'), ellipsis: true, render: (_, each) => each.webchat.allowed_sites.join(' ') },
        { title: t('key'), render: (_, each) => <code>{each.key}</code> },
        {
          title: t('state'),
          render: (_, each) => (
            <Badge tone={each.is_active ? 'calm' : 'plain'}>
              {t(each.is_active ? 'active' : 'inactive')}
            </Badge>
          ),
        },
      ]}
      blank={{ name: '', queue_id: '', is_active: true, webchat }}
      valuesOf={({ name, queue_id, is_active, webchat: chat }) => ({
        name,
        queue_id,
        is_active,
        webchat: { ...chat, texts: { 'zh-CN': noTexts, en: noTexts, ...chat.texts } },
      })}
      fieldsOf={(values) => ({ ...values, kind: 'webchat', webchat: cleaned(values.webchat) })}
      form={(channel) => <ChannelForm channel={channel} />}
    />
  );
}

// Choices that were not made are left out.
function cleaned(chat: Webchat): object {
  return {
    ...chat,
    pre_chat: {
      ...chat.pre_chat,
      fields: chat.pre_chat.fields.map((field) => ({
        ...field,
        options: field.options ?? [],
        is_required: field.is_required ?? false,
      })),
    },
    routing: chat.routing.map(({ queue_id, skill_id, level_min, ...rest }) => ({
      ...rest,
      ...(queue_id ? { queue_id } : {}),
      ...(skill_id ? { skill_id, level_min: level_min ?? 1 } : {}),
    })),
  };
}
