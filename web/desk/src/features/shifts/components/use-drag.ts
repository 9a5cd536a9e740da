import { useCallback, useEffect, useRef } from 'react';
import type { PointerEvent as ReactPointerEvent, RefObject } from 'react';

export interface Drag {
  move: (x: number, y: number) => void;
  drop: () => void;
  cancel: () => void;
  click?: () => void; // let go where it was taken
}

const clickPx = 4;
const edgePx = 36;
const fastest = 18; // px a frame

// Follows a pointer from where it was pressed, wherever it goes, and scrolls the board when it comes near an edge.
// Not a finger's: that scrolls; who taps gets the dialog.
export function useDrag(scroller: RefObject<HTMLElement | null>) {
  const end = useRef<(() => void) | null>(null);
  useEffect(() => () => end.current?.(), []);
  return useCallback(
    (event: ReactPointerEvent, drag: Drag) => {
      if (event.button !== 0 || end.current) return;
      const start = { x: event.clientX, y: event.clientY };
      let at = start;
      let isMoving = false;
      let frame = 0;
      const isTouch = event.pointerType === 'touch';
      const scroll = () => {
        const element = scroller.current;
        if (element && isMoving) {
          const { top, bottom } = element.getBoundingClientRect();
          const head = element.querySelector('[data-head]')?.clientHeight ?? 0;
          const above = top + head + edgePx - at.y;
          const below = at.y - (bottom - edgePx);
          const by = above > 0 ? -Math.min(fastest, above / 2) : below > 0 ? Math.min(fastest, below / 2) : 0;
          if (by !== 0 && at.y > top && at.y < bottom + edgePx) {
            element.scrollTop += by;
            drag.move(at.x, at.y);
          }
        }
        frame = requestAnimationFrame(scroll);
      };
      const move = (moved: PointerEvent) => {
        if (isTouch) return;
        at = { x: moved.clientX, y: moved.clientY };
        if (!isMoving && Math.hypot(at.x - start.x, at.y - start.y) < clickPx) return;
        if (!isMoving) {
          isMoving = true;
          frame = requestAnimationFrame(scroll);
        }
        drag.move(at.x, at.y);
      };
      const finish = () => {
        cancelAnimationFrame(frame);
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', up);
        window.removeEventListener('pointercancel', leave);
        window.removeEventListener('keydown', escape, true);
        end.current = null;
      };
      const up = (lifted: PointerEvent) => {
        finish();
        if (isMoving) drag.drop();
        else if (Math.hypot(lifted.clientX - start.x, lifted.clientY - start.y) < 2 * clickPx) drag.click?.();
      };
      const leave = () => {
        finish();
        if (isMoving) drag.cancel();
      };
      const escape = (pressed: KeyboardEvent) => {
        if (pressed.key !== 'Escape') return;
        pressed.preventDefault();
        pressed.stopPropagation();
        leave();
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', up);
      window.addEventListener('pointercancel', leave);
      window.addEventListener('keydown', escape, true);
      end.current = leave;
    },
    [scroller],
  );
}
