import { Dropdown } from 'antd';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { canDo, groups } from '../state/kinds';
import type { ChannelName, Group, Kind } from '../state/kinds';
import { KindIcon } from './KindIcon';

// An exit that was drawn into the empty, and where, in pixels of the window.
export interface Wish {
  from: string;
  exit: string;
  x: number;
  y: number;
}

interface Props {
  wish: Wish;
  channels: readonly ChannelName[];
  onChoose: (kind: Kind) => void;
  onClose: () => void;
}

export function AddHere({ wish, channels, onChoose, onClose }: Props) {
  const { t } = useTranslation('flows');
  const items = (Object.keys(groups) as Group[]).map((group) => ({
    key: group,
    type: 'group' as const,
    label: t(`groups.${group}`),
    children: (groups[group] as readonly Kind[])
      .filter((kind) => channels.every((channel) => canDo(channel, kind)))
      .map((kind) => ({ key: kind, label: t(`kinds.${kind}`), icon: <KindIcon kind={kind} /> })),
  }));
  return createPortal(
    <Dropdown
      open
      autoFocus
      trigger={['click']}
      menu={{
        items,
        onClick: ({ key }) => onChoose(key as Kind),
        style: { maxHeight: '60vh', overflow: 'auto' },
      }}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <span style={{ position: 'fixed', left: wish.x, top: wish.y, width: 1, height: 1 }} />
    </Dropdown>,
    document.body,
  );
}
