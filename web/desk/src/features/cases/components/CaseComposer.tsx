import { App as AntApp, Button, Checkbox, Dropdown, Input, Segmented, Select } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseStatus, ShownCase } from '@/lib/contract';
import { newClientId } from '@/lib/ids';
import { caseWords, useInsertedText } from '@/lib/insertions';
import { useProblemText } from '@/ui/use-problem-text';
import { useCaseCommand, useComment } from '../api/change-case';
import { useCaseMacros } from '../api/get-cases';
import { useMailPlan } from '../api/mails';
import { isLive, statuses } from '../state/due';
import styles from './Cases.module.css';

interface Props {
  which: ShownCase;
  text: string;
  onText: (text: string) => void;
  onWriting: (isWriting: boolean) => void;
}

export function CaseComposer({ which, text, onText, onWriting }: Props) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const comment = useComment(which.id);
  const command = useCaseCommand(which.id);
  const macros = useCaseMacros();
  const plan = useMailPlan(which.id);
  const [clientId, setClientId] = useState(newClientId);
  const [mails, setMails] = useState(true);
  const [isPublic, setPublic] = useState(!!which.customer_id);
  const [status, setStatus] = useState<CaseStatus>();
  useInsertedText(
    caseWords(which.id),
    useCallback(
      (words: string) => {
        onText(text.trim() ? `${text.trimEnd()}\n\n${words}` : words);
        onWriting(true);
      },
      [text, onText, onWriting],
    ),
  );
  const failed = (error: unknown) => void message.error(problemText(error));
  const send = () => {
    if (!text.trim() || comment.isPending) return;
    comment
      .mutateAsync({
        text: text.trim(),
        is_public: isPublic,
        client_id: clientId,
        // What was shown is what happens: no more, no less.
        mails: isPublic && !!plan?.is_mailed && mails,
        ...(status ? { status } : {}),
      })
      .then(() => {
        onText('');
        setClientId(newClientId());
        setMails(true);
        setStatus(undefined);
        onWriting(false);
      }, failed);
  };
  return (
    <form
      className={`${styles.composer} ${isPublic ? '' : styles.noting}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Segmented
        size="small"
        value={isPublic ? 'public' : 'internal'}
        aria-label={t('to_whom')}
        options={[
          { value: 'public', label: t('reply') },
          { value: 'internal', label: t('note') },
        ]}
        onChange={(value) => setPublic(value === 'public')}
      />
      <Input.TextArea
        value={text}
        aria-label={t(isPublic ? 'reply' : 'note')}
        placeholder={t(isPublic ? 'reply_help' : 'note_help')}
        autoSize={{ minRows: 3, maxRows: 12 }}
        maxLength={20_000}
        onChange={(event) => {
          onText(event.target.value);
          onWriting(event.target.value.trim() !== '');
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      {isPublic && plan && (
        <div className={styles.mail}>
          {plan.is_mailed ? (
            <Checkbox checked={mails} onChange={(event) => setMails(event.target.checked)}>
              {t('mail.also', { to: plan.to?.address, from: plan.from })}
            </Checkbox>
          ) : (
            <span className="quiet">{t(`mail.not.${plan.reason}`)}</span>
          )}
        </div>
      )}
      <div className={styles.sendRow}>
        {macros.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: macros.map(({ id, name }) => ({ key: id, label: name })),
              onClick: ({ key }) =>
                void command.mutateAsync({ name: 'macro', body: { macro_id: key } }).catch(failed),
            }}
          >
            <Button loading={command.isPending}>{t('macro')}</Button>
          </Dropdown>
        )}
        <span className={styles.gap} />
        <Select
          allowClear
          value={status}
          placeholder={t('status_stays')}
          aria-label={t('status_then')}
          options={statuses
            .filter(
              (each) => each !== 'new' && each !== 'closed' && (isLive(which.status) || each === 'open'),
            )
            .map((value) => ({ value: value as CaseStatus, label: t(`status.${value}`) }))}
          onChange={setStatus}
          popupMatchSelectWidth={false}
          className={styles.bulk}
        />
        <Button type="primary" htmlType="submit" disabled={!text.trim()} loading={comment.isPending}>
          {t(isPublic ? 'send_reply' : 'save_note')}
        </Button>
      </div>
    </form>
  );
}
