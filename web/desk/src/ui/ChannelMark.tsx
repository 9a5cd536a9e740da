import {
  AudioOutlined,
  FileDoneOutlined,
  MailOutlined,
  MessageOutlined,
  MobileOutlined,
  PhoneOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { ChannelKind } from '@/lib/contract';

const icons = {
  voice: <PhoneOutlined rotate={90} />,
  chat: <MessageOutlined />,
  message: <MobileOutlined />,
  email: <MailOutlined />,
  task: <FileDoneOutlined />,
  voicemail: <AudioOutlined />,
} satisfies Record<ChannelKind, unknown>;

// The way a conversation came in, as a small sign that is read out as a word.
export function ChannelMark({ channel }: { channel: ChannelKind }) {
  const { t } = useTranslation('ui');
  const word = t(`channel.${channel}`);
  return (
    <span className="quiet" title={word}>
      <span aria-hidden="true">{icons[channel]}</span>
      <span className="sr-only">{word}</span>
    </span>
  );
}
