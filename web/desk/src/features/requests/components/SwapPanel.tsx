import { App as AntApp, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftSwap } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useSession } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { useMySwaps, useWithdrawSwap } from '../api/own';
import { AcceptSwapDialog } from './AcceptSwapDialog';
import { FindingList } from './FindingList';
import { RequestBadge } from './RequestBadge';
import styles from './Requests.module.css';
import { useWords } from './use-words';

// What colleagues offer, and one's own swaps.
export function SwapPanel() {
  const { t } = useTranslation('requests');
  const { data } = useMySwaps();
  const [accepted, setAccepted] = useState<ShiftSwap | null>(null);
  const isEmpty = data && data.mine.length === 0 && data.open.length === 0;
  return (
    <section aria-label={t('swap.title')}>
      <h2>{t('swap.title')}</h2>
      {isEmpty && <p className="quiet">{t('swap.none')}</p>}
      <ul className={`${styles.list} ${styles.one}`}>
        {data?.open.map((each) => (
          <li key={each.id}>
            <SwapWords swap={each} />
            <Button size="small" type="primary" onClick={() => setAccepted(each)}>
              {t('swap.look')}
            </Button>
          </li>
        ))}
        {data?.mine.map((each) => (
          <li key={each.id}>
            <SwapWords swap={each} />
            <WithdrawSwap swap={each} />
          </li>
        ))}
      </ul>
      {accepted && <AcceptSwapDialog swap={accepted} onClose={() => setAccepted(null)} />}
    </section>
  );
}

function SwapWords({ swap }: { swap: ShiftSwap }) {
  const { t } = useTranslation('requests');
  const words = useWords();
  const names = useNames();
  const me = useSession().user.id;
  const of = (id: string | undefined) => (id === me ? t('swap.you') : names.of('users', id));
  return (
    <div className={styles.words}>
      <strong>{words.shift(swap.offered.shift)}</strong>
      <span>
        {t('swap.from', { name: of(swap.agent_id) })}
        {swap.taker_id && ` → ${of(swap.taker_id)}`}
        {swap.given && ` · ${t('swap.for', { shift: words.shift(swap.given.shift) })}`}
      </span>
      {swap.note && <span className="quiet">{swap.note}</span>}
      <RequestBadge state={swap.state} />
      {swap.state === 'waiting' && <FindingList findings={swap.findings} />}
      {swap.reason && <span className="quiet">{t('time_off.reason', { reason: swap.reason })}</span>}
    </div>
  );
}

function WithdrawSwap({ swap }: { swap: ShiftSwap }) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const withdraw = useWithdrawSwap();
  if (swap.state !== 'open' && swap.state !== 'waiting') return null;
  return (
    <Popconfirm
      title={t('swap.withdraw_sure')}
      okText={t('withdraw')}
      cancelText={t('ui:cancel')}
      onConfirm={() =>
        withdraw.mutateAsync(swap.id).catch((error: unknown) => void message.error(problemText(error)))
      }
    >
      <Button size="small">{t('withdraw')}</Button>
    </Popconfirm>
  );
}
