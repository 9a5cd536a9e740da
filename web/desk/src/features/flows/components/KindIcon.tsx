import {
  ApiOutlined,
  AppstoreOutlined,
  AudioOutlined,
  BranchesOutlined,
  ClockCircleOutlined,
  EditOutlined,
  ForkOutlined,
  GlobalOutlined,
  IdcardOutlined,
  MessageOutlined,
  PhoneOutlined,
  ShareAltOutlined,
  SoundOutlined,
  StopOutlined,
  TagOutlined,
  TeamOutlined,
  FormOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { Kind } from '../state/kinds';

const icons: Record<Kind, ComponentType> = {
  say: MessageOutlined,
  menu: AppstoreOutlined,
  collect: FormOutlined,
  language: GlobalOutlined,
  branch: BranchesOutlined,
  hours: ClockCircleOutlined,
  split: ForkOutlined,
  set: EditOutlined,
  tag: TagOutlined,
  lookup: IdcardOutlined,
  webhook: ApiOutlined,
  queue: TeamOutlined,
  callback: PhoneOutlined,
  voicemail: SoundOutlined,
  transfer: ShareAltOutlined,
  end: StopOutlined,
  record: AudioOutlined,
};

export function KindIcon({ kind }: { kind: Kind }) {
  const Icon = icons[kind];
  return <Icon aria-hidden="true" />;
}
