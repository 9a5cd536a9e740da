// Keeps a list at its end while one is there, and in place while older rows are put on top.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const nearPx = 60;

export function useEndScroll<Box extends HTMLElement = HTMLDivElement>(
  version: unknown,
  firstId: string | undefined,
) {
  const box = useRef<Box>(null);
  const distance = useRef(0); // from the end, before the last change
  const first = useRef(firstId);
  const [isAtEnd, setAtEnd] = useState(true);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const hasGrownOnTop = first.current !== firstId && first.current !== undefined;
    first.current = firstId;
    if (isAtEnd) element.scrollTop = element.scrollHeight;
    else if (hasGrownOnTop)
      element.scrollTop = element.scrollHeight - element.clientHeight - distance.current;
  }, [version, firstId, isAtEnd]);

  // Rows find their true height only when they are drawn; images when they have come. The list itself shrinks
  // under a growing composer or the wrap-up.
  useEffect(() => {
    const element = box.current;
    const content = element?.firstElementChild;
    if (!element || !content || !isAtEnd) return undefined;
    const observer = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight;
    });
    observer.observe(content);
    observer.observe(element);
    return () => observer.disconnect();
  }, [isAtEnd]);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    distance.current = element.scrollHeight - element.clientHeight - element.scrollTop;
    setAtEnd(distance.current < nearPx);
  }, []);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    setAtEnd(true);
  }, []);

  return { box, isAtEnd, onScroll, toEnd };
}
