// Where the visitor writes: Enter sends, Shift+Enter breaks the line, files by button, paste or drop.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { limits } from '../chat/state';
import { AttachTray } from './AttachTray';
import { useChat } from './context';
import { ClipIcon, SendIcon } from './icons';

export function Composer({ isOpen }: { isOpen: boolean }) {
  const { state, say, dispatch, drafts, uploads, write, mayFocus } = useChat();
  const [text, setText] = useState(drafts.text);
  const area = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const left = limits.textMax - text.length;
  const hasWords = text.trim() !== '';
  const canSend = (hasWords || uploads.ready.length > 0) && !uploads.isBusy && left >= 0 && !state.is_ending;

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 132)}px`;
  }, [text]);
  useEffect(() => {
    const root = area.current?.getRootNode() as ShadowRoot | undefined;
    if (mayFocus.current && !root?.activeElement && !matchMedia('(pointer: coarse)').matches)
      area.current?.focus();
  }, []);

  const change = (value: string): void => {
    setText(value);
    drafts.set({ text: value });
    dispatch({ type: 'typing', is_typing: value.trim() !== '' });
  };
  const send = (): void => {
    if (!canSend) return;
    mayFocus.current = true;
    write(text.trim());
    setText('');
    area.current?.focus();
  };

  return (
    <footer class="composer">
      <AttachTray />
      <div class="row">
        <button
          type="button"
          class="round dim"
          aria-label={say('attach')}
          onClick={() => files.current?.click()}
        >
          <ClipIcon />
        </button>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            uploads.add(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
            area.current?.focus();
          }}
        />
        <textarea
          ref={area}
          rows={1}
          data-first
          dir="auto"
          aria-label={say('message_label')}
          placeholder={isOpen || state.messages.length > 0 ? say('placeholder') : say('first_message')}
          enterkeyhint="send"
          value={text}
          onInput={(event) => change(event.currentTarget.value)}
          onBlur={() => dispatch({ type: 'typing', is_typing: false })}
          onPaste={(event) => {
            const pasted = event.clipboardData?.files;
            if (!pasted || pasted.length === 0) return;
            event.preventDefault();
            uploads.add(pasted);
          }}
          onKeyDown={(event) => {
            // 229: an input method (pinyin, kana) still has this key; Enter then picks its candidate.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="button" class="send" aria-label={say('send')} disabled={!canSend} onClick={send}>
          <SendIcon />
        </button>
      </div>
      {left < 200 && (
        <p class={left < 0 ? 'count over' : 'count'} role="status">
          {left < 0 ? say('too_long', { count: -left }) : say('characters_left', { count: left })}
        </p>
      )}
    </footer>
  );
}
