import { useRef } from 'react';
import type { CSSProperties, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftEdit, ShiftTemplate } from '@/lib/contract';
import { edit, fresh } from '../state/moves';
import styles from './Board.module.css';
import { useBoard } from './board-context';
import { placeUnder } from './place-under';
import { useDrag } from './use-drag';

// The kinds of shifts, to be dragged to somebody's day. By the keyboard: Enter in an empty cell.
export function TemplatePalette() {
  const { t } = useTranslation('shifts');
  const { problem, colorOf, hand, days } = useBoard();
  const scroller = useRef<HTMLElement>(null);
  const drag = useDrag(scroller);
  const onPointerDown = (event: PointerEvent, template: ShiftTemplate) => {
    if (hand.isSettling) return;
    if (event.pointerType !== 'touch') event.preventDefault();
    scroller.current = document.querySelector('[role=grid]');
    let edits: ShiftEdit[] = [];
    drag(event, {
      move: (x, y) => {
        const place = placeUnder(x, y);
        edits = place
          ? [edit(place, fresh(template, days.indexOf(place.day), days, problem.grid_s, place.at))]
          : [];
        hand.hold({ shift: null, edits, pointer: { x, y } });
      },
      drop: () => void hand.commit(edits),
      cancel: hand.release,
    });
  };
  return (
    <div className={styles.palette} role="group" aria-label={t('templates')}>
      <span className="quiet">{t('templates')}</span>
      {problem.shifts.map((template) => (
        <span
          key={template.name}
          className={styles.template}
          style={{ '--shift-color': colorOf(template.name) } as CSSProperties}
          title={t('template_help')}
          onPointerDown={(event) => onPointerDown(event, template)}
        >
          {template.name}
        </span>
      ))}
    </div>
  );
}
