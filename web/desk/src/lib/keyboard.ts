// Every key of the desk in one table, from which the handlers and the overlay are both made. Alt combinations,
// so that they work while typing; matched by the physical key, because Alt changes the letter on some layouts.
import { createContext, useContext, useEffect, useRef } from 'react';

export type ShortcutName = keyof typeof shortcuts;

export interface Shortcut {
  code: string;
  alt?: boolean;
  shift?: boolean;
  label: string;
  group: 'offers' | 'conversations' | 'call' | 'writing' | 'finishing' | 'everywhere';
}

const alt = (letter: string, group: Shortcut['group']): Shortcut => ({
  code: `Key${letter}`,
  alt: true,
  label: `Alt+${letter}`,
  group,
});

export const shortcuts = {
  accept: alt('A', 'offers'),
  decline: alt('X', 'offers'),
  nextConversation: { code: 'ArrowDown', alt: true, label: 'Alt+↓', group: 'conversations' } as Shortcut,
  previousConversation: { code: 'ArrowUp', alt: true, label: 'Alt+↑', group: 'conversations' } as Shortcut,
  moreColumns: { code: 'BracketRight', alt: true, label: 'Alt+]', group: 'conversations' } as Shortcut,
  fewerColumns: { code: 'BracketLeft', alt: true, label: 'Alt+[', group: 'conversations' } as Shortcut,
  customerPanel: alt('I', 'conversations'),
  adviceDone: alt('G', 'conversations'),
  adviceNotNow: alt('B', 'conversations'),
  compose: alt('C', 'writing'),
  noteMode: alt('N', 'writing'),
  cannedReplies: alt('R', 'writing'),
  attach: alt('U', 'writing'),
  transfer: alt('T', 'finishing'),
  consult: alt('K', 'finishing'),
  sendToFlow: alt('F', 'finishing'),
  end: alt('Q', 'finishing'),
  wrapUp: alt('W', 'finishing'),
  mute: alt('M', 'call'),
  hold: alt('L', 'call'),
  keypad: alt('Z', 'call'),
  addNumber: alt('O', 'call'),
  conference: alt('J', 'call'),
  pauseRecording: alt('S', 'call'),
  handOver: alt('H', 'finishing'),
  why: alt('Y', 'conversations'),
  presence: alt('P', 'everywhere'),
  phone: alt('V', 'everywhere'),
  help: { code: 'Slash', alt: true, label: '?', group: 'everywhere' } as Shortcut,
} satisfies Record<string, Shortcut>;

export function matches(event: KeyboardEvent, shortcut: Shortcut): boolean {
  return (
    event.code === shortcut.code &&
    event.altKey === (shortcut.alt ?? false) &&
    event.shiftKey === (shortcut.shift ?? false) &&
    !event.ctrlKey &&
    !event.metaKey
  );
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]');
}

type Handler = () => void;

// Handlers by shortcut; the one registered last answers, so that a dialog shadows what is below it.
export class Keyboard {
  private readonly handlers = new Map<ShortcutName, Handler[]>();

  add(name: ShortcutName, handler: Handler): () => void {
    const stack = this.handlers.get(name) ?? [];
    this.handlers.set(name, [...stack, handler]);
    return () => {
      const left = (this.handlers.get(name) ?? []).filter((each) => each !== handler);
      this.handlers.set(name, left);
    };
  }

  readonly handle = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const name = this.nameOf(event);
    const handler = name && this.handlers.get(name)?.at(-1);
    if (!handler) return;
    event.preventDefault();
    handler();
  };

  private nameOf(event: KeyboardEvent): ShortcutName | undefined {
    if (event.key === '?' && !isTyping(event.target)) return 'help';
    const names = Object.keys(shortcuts) as ShortcutName[];
    return names.find((name) => matches(event, shortcuts[name]));
  }
}

export const KeyboardContext = createContext<Keyboard | null>(null);

export function useShortcut(name: ShortcutName, handler: Handler, isOn = true): void {
  const keyboard = useContext(KeyboardContext);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!keyboard || !isOn) return undefined;
    return keyboard.add(name, () => latest.current());
  }, [keyboard, name, isOn]);
}
