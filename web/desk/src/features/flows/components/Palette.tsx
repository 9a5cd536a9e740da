import { Tooltip } from 'antd';
import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { fits, groups, kinds } from '../state/kinds';
import type { Group, Kind, WhatFor } from '../state/kinds';
import { KindIcon } from './KindIcon';
import styles from './Editor.module.css';

const mimeType = 'application/x-rapport-step';

export function kindDragged(event: DragEvent): Kind | undefined {
  const kind = event.dataTransfer.getData(mimeType);
  return kinds.find((each) => each === kind);
}

interface Props {
  flow: WhatFor;
  onAdd: (kind: Kind) => void;
}

// The steps there are: to drag onto the canvas, or to choose, which puts one behind the selected step.
export function Palette({ flow, onAdd }: Props) {
  const { t } = useTranslation('flows');
  return (
    <nav className={styles.palette} aria-label={t('palette')}>
      {(Object.keys(groups) as Group[]).map((group) => (
        <section key={group} data-group={group}>
          <h2>{t(`groups.${group}`)}</h2>
          {groups[group].map((kind) => {
            const isPossible = fits(flow, kind);
            return (
              <Tooltip
                key={kind}
                placement="right"
                title={
                  isPossible
                    ? t(`does.${kind}`)
                    : t(flow.purpose === 'assist' ? 'not_beside_an_agent' : 'not_on_these_channels')
                }
              >
                <button
                  type="button"
                  draggable={isPossible}
                  aria-disabled={!isPossible}
                  onDragStart={(event) => {
                    event.dataTransfer.setData(mimeType, kind);
                    event.dataTransfer.effectAllowed = 'copy';
                  }}
                  onClick={() => isPossible && onAdd(kind)}
                >
                  <KindIcon kind={kind} />
                  <span>{t(`kinds.${kind}`)}</span>
                </button>
              </Tooltip>
            );
          })}
        </section>
      ))}
    </nav>
  );
}
