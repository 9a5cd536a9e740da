import { Button, DatePicker, Popover, Tooltip } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailView, NewMail } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';
import { useCancelMail } from '../api/cancel-mail';
import { useMoveMail, useRetryMail } from '../api/move-mail';
import styles from './Email.module.css';

const tones: Partial<Record<MailView['state'], BadgeTone>> = {
  sent: 'calm',
  delivered: 'calm',
  delayed: 'watch',
  unknown: 'watch',
  bounced: 'alarm',
  failed: 'alarm',
};

interface Props {
  mail: MailView;
  onTakenBack: (written: NewMail) => void;
}

// What became of a mail of ours, why, and what can be done about it.
export function MailStateMark({ mail, onTakenBack }: Props) {
  const { t } = useTranslation('email');
  const format = useFormat();
  const cancel = useCancelMail();
  const move = useMoveMail();
  const retry = useRetryMail();
  const [isMoving, setMoving] = useState(false);
  const { state, due_at: due } = mail;
  const waits = state === 'scheduled' || state === 'undoable';
  const when = due && state !== 'undoable' ? format.dateTime(due) : '';
  const takeBack = () => cancel.mutate(mail.id, { onSuccess: onTakenBack });
  return (
    <div className={styles.state} role="status">
      <Tooltip title={mail.state_detail}>
        <span>
          <Badge tone={tones[state] ?? 'plain'}>
            {t(`state.${state}`)}
            {state === 'scheduled' && when && ` · ${when}`}
          </Badge>
        </span>
      </Tooltip>
      {state === 'sending' && mail.state_detail && due && (
        <span className="quiet">{t('tried_again', { when })}</span>
      )}
      {mail.state_detail && (tones[state] === 'alarm' || tones[state] === 'watch' || state === 'sending') && (
        <span className={styles.reason}>{mail.state_detail}</span>
      )}
      {waits && (
        <Button size="small" loading={cancel.isPending} onClick={takeBack}>
          {t(state === 'undoable' ? 'undo' : 'cancel_sending')}
        </Button>
      )}
      {state === 'scheduled' && (
        <>
          <Popover
            open={isMoving}
            onOpenChange={setMoving}
            trigger="click"
            content={
              <DatePicker
                showTime={{ format: 'HH:mm' }}
                format="YYYY-MM-DD HH:mm"
                defaultValue={due ? dayjs(due) : undefined}
                minDate={dayjs()}
                aria-label={t('send_at')}
                onOk={(value) => {
                  setMoving(false);
                  if (value) move.mutate({ mailId: mail.id, sendAt: value.toISOString() });
                }}
              />
            }
          >
            <Button size="small">{t('move')}</Button>
          </Popover>
          <Button size="small" loading={move.isPending} onClick={() => move.mutate({ mailId: mail.id })}>
            {t('send_now')}
          </Button>
        </>
      )}
      {(state === 'failed' || state === 'unknown') && (
        <Tooltip title={state === 'unknown' ? t('unknown_help') : undefined}>
          <Button size="small" loading={retry.isPending} onClick={() => retry.mutate(mail.id)}>
            {t('send_again')}
          </Button>
        </Tooltip>
      )}
    </div>
  );
}
