import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/lib/clock';
import type { BidRoundShown } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { useMyBids } from '../api/bids';
import { roundState } from '../state/bid-state';
import { BidBadge } from './BidBadge';
import bids from './Bids.module.css';
import { LineShifts } from './LineShifts';
import { RankDialog } from './RankDialog';
import styles from './Requests.module.css';

// Rounds in which one may choose among lines, and what one got.
export function BidPanel() {
  const { t } = useTranslation('requests');
  const { data } = useMyBids();
  const [ranked, setRanked] = useState<string | null>(null);
  const round = data?.find((each) => each.round.id === ranked);
  if (!data || data.length === 0) return null;
  return (
    <section aria-label={t('bid.title')}>
      <h2>{t('bid.title')}</h2>
      <ul className={`${styles.list} ${styles.one}`}>
        {data.map((each) => (
          <Round key={each.round.id} shown={each} onRank={() => setRanked(each.round.id)} />
        ))}
      </ul>
      {round && <RankDialog shown={round} onClose={() => setRanked(null)} />}
    </section>
  );
}

function Round({ shown, onRank }: { shown: BidRoundShown; onRank: () => void }) {
  const { t } = useTranslation('requests');
  const format = useZoneFormat();
  const now = useNow(10_000);
  const { round, wishes, lines, own_line } = shown;
  const state = roundState(round, now);
  const wished = Object.values(wishes)[0]?.lines ?? [];
  const [award] = round.awards;
  const own = lines.find(({ line }) => line === own_line);
  return (
    <li>
      <div className={styles.words}>
        <span className={bids.head}>
          <strong>{round.name}</strong>
          <BidBadge state={state} />
        </span>
        {state === 'open' && (
          <span className="numbers">{t('bid.until', { at: format.dateTime(round.closes_at) })}</span>
        )}
        {state !== 'awarded' && (
          <span>
            {wished.length > 0
              ? t('bid.your_wishes', { lines: wished.join(' › ') })
              : t(state === 'open' ? 'bid.not_ranked' : 'bid.no_wish')}
          </span>
        )}
        {state === 'closed' && <span className="quiet">{t('bid.wait_award')}</span>}
        {award && (
          <div className={bids.got}>
            <span>
              {award.rank !== undefined
                ? t('bid.you_got', { line: award.line, rank: award.rank })
                : t(award.line === own_line ? 'bid.you_kept' : 'bid.you_moved', { line: award.line })}
            </span>
            {own && <LineShifts shifts={own.shifts} />}
          </div>
        )}
      </div>
      {state === 'open' && (
        <Button size="small" type={wished.length > 0 ? 'default' : 'primary'} onClick={onRank}>
          {t(wished.length > 0 ? 'bid.change' : 'bid.rank')}
        </Button>
      )}
    </li>
  );
}
