import { App as AntApp, Button, Input, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/lib/clock';
import type { Interaction } from '@/lib/contract';
import { nameIn, useDirectory } from '@/lib/directory';
import { clockText, secondsBetween } from '@/lib/format';
import { useShortcut } from '@/lib/keyboard';
import { Keys } from '@/ui/Keys';
import { useProblemText } from '@/ui/use-problem-text';
import { useWrapUp } from '../api/wrap-up';
import styles from './WrapUpPanel.module.css';

export function WrapUpPanel({ interaction, isActive }: { interaction: Interaction; isActive: boolean }) {
  const { t, i18n } = useTranslation('interactions');
  const { dispositions } = useDirectory();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const wrapUp = useWrapUp(interaction.id);
  const [chosen, setChosen] = useState<string>();
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The composer that had the focus is gone; the dispositions take it, and nobody else's field loses it.
  useEffect(() => {
    const hasNobody = !document.activeElement || document.activeElement === document.body;
    if (isActive && hasNobody) form.current?.querySelector('input')?.focus();
    // Only as it appears.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const allowed = dispositions.filter(
    ({ id }) => interaction.disposition_ids.length === 0 || interaction.disposition_ids.includes(id),
  );
  const submit = () => {
    if (wrapUp.isPending) return;
    if (interaction.is_disposition_required && !chosen) {
      form.current?.querySelector('input')?.focus();
      return setMissing(true);
    }
    wrapUp
      .mutateAsync({ disposition_id: chosen, note: note.trim() || undefined })
      .catch((error: unknown) => void message.error(problemText(error)));
  };
  useShortcut('wrapUp', submit, isActive);

  return (
    <form
      ref={form}
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={styles.head}>
        <h3>{t('wrap_up_title')}</h3>
        {interaction.wrap_up_ends_at && <TimeLeft endsAt={interaction.wrap_up_ends_at} />}
      </div>
      {allowed.length > 0 && (
        <fieldset className={styles.choices}>
          <legend>
            {t('disposition')}
            {interaction.is_disposition_required && <span className={styles.required}> {t('required')}</span>}
          </legend>
          {allowed.map((disposition) => (
            <label key={disposition.id}>
              <input
                type="radio"
                name={`disposition-${interaction.id}`}
                checked={chosen === disposition.id}
                onChange={() => {
                  setChosen(disposition.id);
                  setMissing(false);
                }}
              />
              <span>{nameIn(i18n.language, disposition)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {isMissing && (
        <p className={styles.missing} role="alert">
          {t('ui:problem.disposition_required')}
        </p>
      )}
      <Input.TextArea
        value={note}
        onChange={(event) => setNote(event.target.value)}
        placeholder={t('wrap_up_note')}
        aria-label={t('wrap_up_note')}
        autoSize={{ minRows: 2, maxRows: 5 }}
      />
      <Button type="primary" htmlType="submit" loading={wrapUp.isPending} className={styles.done}>
        {t('wrap_up_done')} <Keys of="wrapUp" />
      </Button>
    </form>
  );
}

function TimeLeft({ endsAt }: { endsAt: string }) {
  const { t } = useTranslation('interactions');
  const now = useNow();
  const left = Math.max(0, secondsBetween(now, endsAt));
  const [total] = useState(() => Math.max(1, left));
  return (
    <span className={styles.left} title={t('wrap_up_left')}>
      <Progress
        type="circle"
        size={18}
        strokeWidth={14}
        percent={(100 * left) / total}
        showInfo={false}
        aria-label={t('wrap_up_left')}
      />
      <span className="numbers">{clockText(left)}</span>
    </span>
  );
}
