import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons';
import Image from '@tiptap/extension-image';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { Alert, Button, Input, Select } from 'antd';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewMailInput, OutgoingMail } from '@/lib/contract';
import { asProblem } from '@/lib/http';
import { useHttp } from '@/lib/http-context';
import { newClientId } from '@/lib/ids';
import { useInsertedText } from '@/lib/insertions';
import { useShortcut } from '@/lib/keyboard';
import { uploadAttachment, useUploads } from '@/lib/uploads';
import { issueText } from '@/ui/issue-text';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { useProblemText } from '@/ui/use-problem-text';
import { useMailSenders } from '../api/get-senders';
import { useWriteMail } from '../api/write-mail';
import { readAddress } from '../state/addresses';
import { isBlank, writeMailDraft } from '../state/mail-drafts';
import type { MailDraft } from '../state/mail-drafts';
import { attachmentsIn, htmlOfText, withCids } from '../state/editor-html';
import { AddressField } from './AddressField';
import { EditorTools } from './EditorTools';
import { MailChips } from './MailChips';
import { RepliesTool } from './RepliesTool';
import { SendButton } from './SendButton';
import styles from './Email.module.css';

interface Props {
  place: string; // the draft's name
  initial: MailDraft;
  insertionsOf?: string; // a conversation whose suggestions are put here
  customerId?: string; // of a mail that answers none
  signature?: string;
  isActive: boolean;
  onClose: () => void;
  onSent: (sent: OutgoingMail, draft: MailDraft) => void;
}

// Writes one mail. Mounted with a key of its own for each.
export default function MailComposer({
  place,
  initial,
  insertionsOf = '',
  customerId,
  signature,
  isActive,
  onClose,
  onSent,
}: Props) {
  const { t, i18n } = useTranslation('email');
  const http = useHttp();
  const problemText = useProblemText();
  const senders = useMailSenders();
  const write = useWriteMail();
  const uploads = useUploads();
  const subjectId = useId();
  const fromId = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(initial);
  const [clientId, setClientId] = useState(newClientId);
  const [showsCopies, setShowsCopies] = useState(initial.cc.length + initial.bcc.length > 0);
  const [isDropping, setDropping] = useState(false);
  const [imageFailure, setImageFailure] = useState<unknown>(null);
  const { restore } = uploads;
  useEffect(() => restore(initial.attachments), [restore, initial.attachments]);

  const edit = useCallback((part: Partial<MailDraft>) => {
    setDraft((old) => ({ ...old, ...part }));
    // What is different is another mail.
    setClientId(newClientId());
  }, []);
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ link: { openOnClick: false, autolink: true } }),
      Image.configure({ inline: true }),
    ],
    content: initial.html,
    autofocus: 'end',
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('text') },
      handlePaste: (_view, event) => takeFiles(event.clipboardData?.files),
      handleDrop: (_view, event) => takeFiles(event.dataTransfer?.files),
    },
    onUpdate: ({ editor: now }) => edit({ html: now.isEmpty ? '' : now.getHTML() }),
  });
  const { add } = uploads;
  const putImage = useCallback(
    (file: File) => {
      setImageFailure(null);
      uploadAttachment(http, file, () => undefined, new AbortController().signal).then(
        ({ id, name }) =>
          editor
            .chain()
            .focus()
            .setImage({ src: `/api/v1/attachments/${id}`, alt: name })
            .run(),
        setImageFailure,
      );
    },
    [http, editor],
  );
  // Images go into the text, other files beside it.
  const take = useRef<(files: FileList | undefined) => boolean>(() => false);
  function takeFiles(files: FileList | null | undefined): boolean {
    return take.current(files ?? undefined);
  }
  useEffect(() => {
    take.current = (files) => {
      if (!files || files.length === 0) return false;
      for (const file of files) {
        if (/^image\/(png|jpeg|gif|webp)$/.test(file.type)) putImage(file);
        else add([file]);
      }
      return true;
    };
  }, [putImage, add]);
  const insertText = useCallback(
    (text: string) => editor.chain().focus().insertContent(htmlOfText(text)).run(),
    [editor],
  );
  useInsertedText(insertionsOf, insertText);
  const whole = { ...draft, attachments: uploads.attachments };
  const stored = JSON.stringify(whole);
  useEffect(() => {
    const now = JSON.parse(stored) as MailDraft;
    writeMailDraft(place, isBlank(now) ? null : now);
  }, [place, stored]);

  const canSend =
    !uploads.isBusy && !write.isPending && draft.to.length > 0 && (draft.forwards || !isBlank(whole));
  const send = (sendAt?: string) => {
    if (!canSend) return;
    const inline = attachmentsIn(draft.html);
    const mail: NewMailInput = {
      client_id: clientId,
      reply_to_id: draft.replyTo,
      customer_id: draft.replyTo ? undefined : customerId,
      mailbox_id: draft.mailboxId,
      to: draft.to.map(readAddress),
      cc: draft.cc.map(readAddress),
      bcc: draft.bcc.map(readAddress),
      subject: draft.subject.trim(),
      html: withCids(draft.html),
      text: '',
      attachment_ids: [...uploads.attachments.map(({ id }) => id), ...inline],
      forwards: draft.forwards ?? false,
      quotes: true,
      signs: true,
      send_at: sendAt,
    };
    write.mutate(mail, {
      onSuccess: (sent) => {
        writeMailDraft(place, null);
        onSent(sent, whole);
      },
    });
  };
  useShortcut('compose', () => editor.commands.focus(), isActive);
  useShortcut('attach', () => picker.current?.click(), isActive);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  };
  const onDrop = (event: DragEvent) => {
    // The editor takes what falls into it.
    const isTaken = event.isDefaultPrevented();
    event.preventDefault();
    setDropping(false);
    if (!isTaken) uploads.add(event.dataTransfer.files);
  };
  const problem = write.error ? asProblem(write.error) : null;
  const errorsAt = (field: string) =>
    (problem?.issues ?? [])
      .filter(({ where }) => where === `/${field}` || where.startsWith(`/${field}/`))
      .map(({ where, what }) => {
        const at = Number(where.split('/')[2]);
        const list: string[] = field === 'to' || field === 'cc' || field === 'bcc' ? draft[field] : [];
        return [list[at], issueText(what, i18n.language)].filter(Boolean).join(': ');
      });
  const known = ['to', 'cc', 'bcc', 'subject'];
  const isElsewhere =
    problem && !problem.issues.some(({ where }) => known.includes(where.split('/')[1] ?? ''));
  const sender = senders.find(({ id }) => id === draft.mailboxId) ?? senders[0];
  const below = signature ?? sender?.signature ?? '';
  return (
    <section
      className={`${styles.composer} ${isDropping ? styles.dropping : ''}`}
      aria-label={t('write')}
      onKeyDownCapture={onKeyDown}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={onDrop}
    >
      <div className={styles.fields}>
        {!draft.replyTo && senders.length > 1 && (
          <>
            <label htmlFor={fromId}>{t('from')}</label>
            <Select
              id={fromId}
              size="small"
              variant="borderless"
              value={sender?.id}
              options={senders.map(({ id, name, address }) => ({ value: id, label: `${name} <${address}>` }))}
              onChange={(mailboxId: string) => edit({ mailboxId })}
            />
            <span />
          </>
        )}
        <AddressField
          label={t('to')}
          value={draft.to}
          onChange={(to) => edit({ to })}
          errors={errorsAt('to')}
          autoFocus={draft.to.length === 0}
          more={
            <>
              {!showsCopies && (
                <Button type="link" size="small" onClick={() => setShowsCopies(true)}>
                  {t('copies')}
                </Button>
              )}
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('discard')}
                title={t('discard')}
                onClick={() => {
                  writeMailDraft(place, null);
                  onClose();
                }}
              />
            </>
          }
        />
        {showsCopies && (
          <>
            <AddressField
              label={t('cc')}
              value={draft.cc}
              onChange={(cc) => edit({ cc })}
              errors={errorsAt('cc')}
            />
            <AddressField
              label={t('bcc')}
              value={draft.bcc}
              onChange={(bcc) => edit({ bcc })}
              errors={errorsAt('bcc')}
            />
          </>
        )}
        <label htmlFor={subjectId}>{t('subject')}</label>
        <Input
          id={subjectId}
          size="small"
          variant="borderless"
          maxLength={500}
          value={draft.subject}
          status={errorsAt('subject').length > 0 ? 'error' : undefined}
          onChange={({ target }) => edit({ subject: target.value })}
        />
        <span />
      </div>
      <EditorTools editor={editor} onImage={putImage} />
      <div className={styles.editor} onClick={() => editor.commands.focus()} role="presentation">
        <EditorContent editor={editor} />
      </div>
      {draft.forwards && <p className={styles.below}>{t('forwards_help')}</p>}
      {below && <p className={styles.below}>{`-- \n${below}`}</p>}
      <MailChips items={uploads.items} onRemove={uploads.remove} />
      {(isElsewhere || imageFailure !== null) && (
        <Alert
          type="error"
          banner
          title={[
            problemText(write.error ?? imageFailure),
            ...(problem?.issues ?? []).map(({ what }) => issueText(what, i18n.language)),
          ].join(' ')}
        />
      )}
      <div className={styles.bar}>
        <RepliesTool isActive={isActive} onPick={insertText} />
        <ShortcutTip title={t('attach')} of="attach">
          <Button
            type="text"
            size="small"
            icon={<PaperClipOutlined />}
            aria-label={t('attach')}
            onClick={() => picker.current?.click()}
          />
        </ShortcutTip>
        <input
          ref={picker}
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
        <SendButton isBusy={write.isPending} canSend={canSend} onSend={send} />
      </div>
    </section>
  );
}
