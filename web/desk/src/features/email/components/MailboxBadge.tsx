import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Mailbox, MailboxState } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';

const tones: Partial<Record<MailboxState['stage'], BadgeTone>> = {
  local: 'calm',
  connected: 'calm',
  connecting: 'watch',
  waiting: 'alarm',
};

// How the server is reached just now, and what it said last.
export function MailboxBadge({ mailbox, state }: { mailbox: Mailbox; state: MailboxState | undefined }) {
  const { t } = useTranslation('email');
  const format = useFormat();
  const stage = mailbox.is_active ? (state?.stage ?? 'unknown') : 'off';
  const last = state?.last_mail_at && t('box.last_mail', { when: format.dateTime(state.last_mail_at) });
  const why = stage === 'waiting' && state?.last_error;
  return (
    <Tooltip title={[why, last].filter(Boolean).join(' · ')}>
      <span>
        <Badge tone={stage === 'unknown' ? 'plain' : tones[stage]}>{t(`box.${stage}`)}</Badge>
        {why && state.last_reason && (
          <span className="quiet">
            {' '}
            {t(`trouble.${state.last_reason}`, { defaultValue: t('trouble.other') })}
          </span>
        )}
      </span>
    </Tooltip>
  );
}
