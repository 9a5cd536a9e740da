import { Dropdown } from 'antd';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { fits, groups } from '../state/kinds';
import type { Group, Kind, WhatFor } from '../state/kinds';
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
  flow: WhatFor;
  onChoose: (kind: Kind) => void;
  onClose: () => void;
}

export function AddHere({ wish, flow, onChoose, onClose }: Props) {
  const { t } = useTranslation('flows');
  const items = (Object.keys(groups) as Group[]).map((group) => ({
    key: group,
    type: 'group' as const,
    label: t(`groups.${group}`),
    children: (groups[group] as readonly Kind[])
      .filter((kind) => fits(flow, kind))
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
