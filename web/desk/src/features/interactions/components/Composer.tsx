import {
  EyeInvisibleOutlined,
  PaperClipOutlined,
  SendOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { ClipboardEvent, DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCannedReplies } from '@/lib/canned-replies';
import type { CannedReply } from '@/lib/contract';
import { useInsertedText } from '@/lib/insertions';
import { useShortcut } from '@/lib/keyboard';
import { useUploads } from '@/lib/uploads';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { findReplies, slashAt } from '../state/canned';
import { readDraft, writeDraft } from '../state/drafts';
import { useOutbox } from '../state/outbox-context';
import { CannedPopup } from './CannedPopup';
import { UploadChips } from './UploadChips';
import { useTypingSignal } from './use-typing';
import styles from './Composer.module.css';

interface Props {
  interactionId: string;
  customerLanguage?: string;
  isActive: boolean;
  isNoteOnly?: boolean;
  startsAsNote?: boolean;
}

// Mounted with key={interactionId}: every conversation has a composer and a draft of its own.
export function Composer({
  interactionId,
  customerLanguage,
  isActive,
  isNoteOnly = false,
  startsAsNote = false,
}: Props) {
  const { t } = useTranslation('interactions');
  const outbox = useOutbox();
  const uploads = useUploads();
  const { typed, stopped } = useTypingSignal(interactionId);
  const { data: replies = [] } = useCannedReplies();
  const area = useRef<HTMLTextAreaElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const popupId = useId();
  const [draft, setDraft] = useState(() => readDraft(interactionId, startsAsNote));
  const [caret, setCaret] = useState(0);
  const [selected, setSelected] = useState(0);
  const [isPopupClosed, setPopupClosed] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const isNote = draft.isNote || isNoteOnly;

  useEffect(() => writeDraft(interactionId, draft), [interactionId, draft]);

  const slash = isPopupClosed ? null : slashAt(draft.text, caret);
  const found = slash ? findReplies(replies, slash.text, customerLanguage) : [];
  const isPopupOpen = slash !== null && (found.length > 0 || slash.text === '');

  const write = (text: string, at = text.length) => {
    setDraft((old) => ({ ...old, text }));
    setCaret(at);
    setSelected(0);
    setPopupClosed(false);
  };
  const focus = () => area.current?.focus();
  const insert = useCallback((text: string) => {
    setDraft((old) => ({ ...old, text: old.text.trim() === '' ? text : `${old.text}\n${text}` }));
    setPopupClosed(true);
    requestAnimationFrame(() => area.current?.focus());
  }, []);
  useInsertedText(interactionId, insert);
  const toggleNote = () => {
    if (!isNoteOnly) setDraft((old) => ({ ...old, isNote: !old.isNote }));
    focus();
  };
  const openReplies = () => {
    const text = draft.text === '' || /\s$/.test(draft.text) ? `${draft.text}/` : `${draft.text} /`;
    write(text);
    focus();
  };
  const pick = (reply: CannedReply) => {
    if (!slash) return;
    const before = draft.text.slice(0, slash.start) + reply.text;
    write(before + draft.text.slice(caret), before.length);
    requestAnimationFrame(() => area.current?.setSelectionRange(before.length, before.length));
    focus();
  };
  const canSend = !uploads.isBusy && (draft.text.trim() !== '' || uploads.attachments.length > 0);
  const send = () => {
    if (!canSend) return;
    const kind = isNote ? 'note' : 'text';
    outbox.add({
      interaction_id: interactionId,
      kind,
      text: draft.text.trim(),
      attachments: uploads.attachments,
    });
    setDraft((old) => ({ ...old, text: '' }));
    uploads.clear();
    stopped();
    focus();
  };

  useShortcut('compose', focus, isActive);
  useShortcut('noteMode', toggleNote, isActive);
  useShortcut('cannedReplies', openReplies, isActive);
  useShortcut('attach', () => fileInput.current?.click(), isActive);

  const onPopupKey = (event: KeyboardEvent): boolean => {
    const move = (by: number) => setSelected((old) => (old + by + found.length) % Math.max(1, found.length));
    const chosen = found[selected];
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') setPopupClosed(true);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) pick(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229 too: Safari ends the composition before it reports the Enter that chose a word.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.altKey) return;
    if (isPopupOpen && onPopupKey(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    uploads.add(event.clipboardData.files);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDropping(false);
    uploads.add(event.dataTransfer.files);
  };

  const modes = [
    { value: 'reply', label: t('mode_reply') },
    { value: 'note', label: t('mode_note'), icon: <EyeInvisibleOutlined /> },
  ];
  return (
    <div
      className={`${styles.composer} ${isNote ? styles.noteMode : ''} ${isDropping ? styles.dropping : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={onDrop}
    >
      {isPopupOpen && <CannedPopup id={popupId} replies={found} selected={selected} onPick={pick} />}
      <UploadChips items={uploads.items} onRemove={uploads.remove} />
      <textarea
        ref={area}
        className={styles.area}
        rows={2}
        value={draft.text}
        placeholder={t(isNote ? 'note_placeholder' : 'reply_placeholder')}
        aria-label={t(isNote ? 'mode_note' : 'mode_reply')}
        aria-autocomplete="list"
        aria-controls={isPopupOpen ? popupId : undefined}
        aria-activedescendant={isPopupOpen && found.length > 0 ? `${popupId}-${selected}` : undefined}
        onChange={(event) => {
          write(event.target.value, event.target.selectionStart);
          if (!isNote) typed();
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <div className={styles.bar}>
        {!isNoteOnly && (
          <ShortcutTip title={t('toggle_note')} of="noteMode">
            <Segmented size="small" options={modes} value={isNote ? 'note' : 'reply'} onChange={toggleNote} />
          </ShortcutTip>
        )}
        <ShortcutTip title={t('canned_replies')} of="cannedReplies">
          <Button
            type="text"
            size="small"
            icon={<ThunderboltOutlined />}
            aria-label={t('canned_replies')}
            onClick={openReplies}
          />
        </ShortcutTip>
        <ShortcutTip title={t('attach')} of="attach">
          <Button
            type="text"
            size="small"
            icon={<PaperClipOutlined />}
            aria-label={t('attach')}
            onClick={() => fileInput.current?.click()}
          />
        </ShortcutTip>
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          aria-label={t('attach')}
          onChange={(event) => {
            uploads.add(event.target.files ?? []);
            event.target.value = '';
          }}
        />
        <span className={styles.space} />
        <Button type="primary" size="small" icon={<SendOutlined />} disabled={!canSend} onClick={send}>
          {t(isNote ? 'save_note' : 'send')}
        </Button>
      </div>
    </div>
  );
}
