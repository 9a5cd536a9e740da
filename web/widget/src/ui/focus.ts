// Keyboard focus: into the panel when it opens, and around inside it while it fills the screen.

import { useEffect } from 'preact/hooks';

const focusable = 'button:not([disabled]), textarea, input:not([type=file]), select, a[href], [tabindex="0"]';

export function useFocusInside(
  panel: { current: HTMLElement | null },
  isModal: boolean,
  mayFocus: boolean,
): void {
  useEffect(() => {
    if (!mayFocus) return;
    const isTouch = matchMedia('(pointer: coarse)').matches;
    // On a phone the keyboard would jump up before anything could be read.
    const first = isTouch ? null : panel.current?.querySelector<HTMLElement>('[data-first]');
    (first ?? panel.current)?.focus({ preventScroll: true });
  }, []);

  useEffect(() => {
    const element = panel.current;
    if (!element || !isModal) return;
    const around = (event: KeyboardEvent): void => {
      if (event.key !== 'Tab') return;
      const stops = [...element.querySelectorAll<HTMLElement>(focusable)].filter(
        (e) => e.offsetParent !== null,
      );
      const active = (element.getRootNode() as ShadowRoot).activeElement;
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      if (active !== edge && !(event.shiftKey && active === element)) return;
      event.preventDefault();
      (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
    };
    element.addEventListener('keydown', around);
    return () => element.removeEventListener('keydown', around);
  }, [isModal]);
}
