import { useCallback, useEffect, useRef } from 'react';
import type { PointerEvent as ReactPointerEvent, RefObject } from 'react';

export interface Drag {
  move: (x: number, y: number) => void;
  drop: () => void;
  cancel: () => void;
  click?: () => void; // let go where it was taken
  isFixed?: boolean; // there is nothing to take: a finger that rests takes nothing, and may still scroll
}

const clickPx = 4;
const edgePx = 36;
const fastest = 18; // px a frame
const longPressMs = 350;
const restPx = 10; // a finger never rests quite still

// Follows a pointer from where it was pressed, wherever it goes, and scrolls the board when it comes near an edge.
// A finger that moves at once scrolls, as everywhere; one that rests for a moment has taken what is under it. Who taps
// gets the dialog.
export function useDrag(scroller: RefObject<HTMLElement | null>) {
  const end = useRef<(() => void) | null>(null);
  const isFingerHolding = useRef(false);
  useEffect(() => () => end.current?.(), []);
  // There from the beginning: browsers ask before a touch whether somebody may want to keep it from scrolling.
  useEffect(() => {
    const keep = (event: Event) => {
      if (isFingerHolding.current && event.cancelable) event.preventDefault();
    };
    window.addEventListener('touchmove', keep, { passive: false });
    window.addEventListener('contextmenu', keep);
    return () => {
      window.removeEventListener('touchmove', keep);
      window.removeEventListener('contextmenu', keep);
    };
  }, []);
  return useCallback(
    (event: ReactPointerEvent, drag: Drag) => {
      if (event.button !== 0 || end.current) return;
      const start = { x: event.clientX, y: event.clientY };
      let at = start;
      let isMoving = false;
      let frame = 0;
      const isTouch = event.pointerType === 'touch';
      let press = 0;
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
      const isNear = (px: number, to: PointerEvent) =>
        Math.hypot(to.clientX - start.x, to.clientY - start.y) < px;
      const take = () => {
        isFingerHolding.current = true;
        navigator.vibrate?.(10);
        drag.move(at.x, at.y);
      };
      const move = (moved: PointerEvent) => {
        if (isTouch && !isFingerHolding.current) {
          if (!isNear(restPx, moved)) finish();
          return;
        }
        at = { x: moved.clientX, y: moved.clientY };
        if (!isMoving && isNear(clickPx, moved)) return;
        if (!isMoving) {
          isMoving = true;
          frame = requestAnimationFrame(scroll);
        }
        drag.move(at.x, at.y);
      };
      const finish = () => {
        cancelAnimationFrame(frame);
        window.clearTimeout(press);
        isFingerHolding.current = false;
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', up);
        window.removeEventListener('pointercancel', leave);
        window.removeEventListener('keydown', escape, true);
        end.current = null;
      };
      const up = (lifted: PointerEvent) => {
        const wasTaken = isFingerHolding.current;
        finish();
        if (isMoving) drag.drop();
        else if (wasTaken) drag.cancel();
        else if (isNear(2 * clickPx, lifted)) drag.click?.();
      };
      const leave = () => {
        const wasTaken = isFingerHolding.current;
        finish();
        if (isMoving || wasTaken) drag.cancel();
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
      if (isTouch && !drag.isFixed) press = window.setTimeout(take, longPressMs);
    },
    [scroller],
  );
}
