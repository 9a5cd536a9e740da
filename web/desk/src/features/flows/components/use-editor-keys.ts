import { useEffect, useRef } from 'react';
import { isTyping } from '@/lib/keyboard';

export interface EditorKeys {
  undo: () => void;
  redo: () => void;
  save: () => void;
  duplicate: () => void;
  selectAll: () => void;
  // The text to copy; undefined: nothing is selected.
  copy: () => string | undefined;
  cut: () => void;
  paste: (text: string) => void;
}

const isElsewhere = (target: EventTarget | null) =>
  isTyping(target) || (target instanceof Element && target.closest('[role=dialog]') !== null);

// What every editor answers to. Fields keep their own keys; only saving works everywhere.
export function useEditorKeys(keys: EditorKeys, isOn: boolean): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase();
      const act =
        key === 's'
          ? latest.current.save
          : isElsewhere(event.target)
            ? undefined
            : key === 'z'
              ? event.shiftKey
                ? latest.current.redo
                : latest.current.undo
              : { y: latest.current.redo, d: latest.current.duplicate, a: latest.current.selectAll }[key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    const take = (event: ClipboardEvent) => {
      const text = isElsewhere(event.target) ? undefined : latest.current.copy();
      // Words that somebody has marked are what they want to copy.
      if (text === undefined || String(document.getSelection())) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') latest.current.cut();
    };
    const paste = (event: ClipboardEvent) => {
      if (isElsewhere(event.target)) return;
      latest.current.paste(event.clipboardData?.getData('text/plain') ?? '');
    };
    window.addEventListener('keydown', press);
    document.addEventListener('copy', take);
    document.addEventListener('cut', take);
    document.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('keydown', press);
      document.removeEventListener('copy', take);
      document.removeEventListener('cut', take);
      document.removeEventListener('paste', paste);
    };
  }, [isOn]);
}
