import { Alert, App as AntApp, Button, Drawer, Popconfirm, Skeleton, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/lib/clock';
import type { BidAnswer, BidRoundShown } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { useZoneFormat } from '@/lib/zone';
import { ErrorState } from '@/ui/ErrorState';
import { useProblemText } from '@/ui/use-problem-text';
import { useAwardBids, useAwardTrial, useBidRound, useCancelBids } from '../api/bids';
import { roundState } from '../state/bid-state';
import { AwardTable } from './AwardTable';
import { BidBadge } from './BidBadge';
import bids from './Bids.module.css';
import { FindingList } from './FindingList';
import { LineShifts } from './LineShifts';

// One round: what was bid, who would get what by it, and the award.
export function BidDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('requests');
  const { data, error, refetch } = useBidRound(id);
  const now = useNow(10_000);
  const isOpen = data?.round.state === 'open';
  const trial = useAwardTrial(id, isOpen);
  return (
    <Drawer
      open
      size={720}
      onClose={onClose}
      title={
        <span className={bids.head}>
          {data?.round.name ?? t('bid.planner')}
          {data && <BidBadge state={roundState(data.round, now)} />}
        </span>
      }
      extra={data && isOpen && <Decide shown={data} isClosed={roundState(data.round, now) === 'closed'} />}
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {data && <Facts shown={data} />}
      {data && isOpen && <Preview shown={data} trial={trial} />}
      {data?.round.state === 'awarded' && (
        <>
          <h3>{t('bid.awarded')}</h3>
          <AwardTable round={data.round} wishes={data.wishes} />
        </>
      )}
      {data && <Lines shown={data} />}
    </Drawer>
  );
}

function Decide({ shown, isClosed }: { shown: BidRoundShown; isClosed: boolean }) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const award = useAwardBids(shown.round.id);
  const cancel = useCancelBids(shown.round.id);
  const fail = (error: unknown) => void message.error(problemText(error));
  return (
    <Space wrap>
      <Popconfirm
        title={t('bid.cancel_sure')}
        okText={t('bid.cancel')}
        cancelText={t('ui:cancel')}
        onConfirm={() => cancel.mutateAsync(undefined).catch(fail)}
      >
        <Button danger loading={cancel.isPending}>
          {t('bid.cancel')}
        </Button>
      </Popconfirm>
      <Popconfirm
        title={t(isClosed ? 'bid.award_sure' : 'bid.early_sure')}
        okText={t('bid.award')}
        cancelText={t('ui:cancel')}
        onConfirm={() => award.mutateAsync(!isClosed).then(() => void message.success(t('bid.done')), fail)}
      >
        <Button type="primary" loading={award.isPending}>
          {t(isClosed ? 'bid.award' : 'bid.award_now')}
        </Button>
      </Popconfirm>
    </Space>
  );
}

function Facts({ shown: { round, wishes } }: { shown: BidRoundShown }) {
  const { t } = useTranslation('requests');
  const format = useZoneFormat();
  const bidden = Object.values(wishes).filter(({ lines }) => lines.length > 0).length;
  return (
    <dl className={bids.facts}>
      <dt>{t('bid.closes')}</dt>
      <dd className="numbers">{format.dateTime(round.closes_at)}</dd>
      <dt>{t('bid.order')}</dt>
      <dd>{t(`bid.order_${round.order}`)}</dd>
      <dt>{t('bid.bidden')}</dt>
      <dd>{t('bid.bidden_of', { count: round.agents.length, bidden })}</dd>
    </dl>
  );
}

interface PreviewProps {
  shown: BidRoundShown;
  trial: { data: BidAnswer | undefined; error: unknown };
}

function Preview({ shown, trial: { data, error } }: PreviewProps) {
  const { t } = useTranslation('requests');
  const format = useFormat();
  const problemText = useProblemText();
  const hours = (value: number) => format.number(Math.round(value * 100) / 100);
  return (
    <section aria-label={t('bid.preview')}>
      <h3>{t('bid.preview')}</h3>
      {error != null && <Alert type="warning" showIcon title={problemText(error)} />}
      {!data && error == null && <Skeleton active />}
      {data && (
        <>
          <AwardTable round={data.round} wishes={shown.wishes} />
          <p className="quiet">
            {t('planner.coverage', {
              before: hours(data.effect.under_hours_before),
              after: hours(data.effect.under_hours_after),
            })}
          </p>
          {data.effect.findings.length > 0 && (
            <Alert
              type="warning"
              showIcon
              title={t('planner.against')}
              description={<FindingList findings={data.effect.findings} />}
            />
          )}
        </>
      )}
    </section>
  );
}

// Of a round that is over the lines are what everybody has since.
function Lines({ shown: { round, lines } }: { shown: BidRoundShown }) {
  const { t } = useTranslation('requests');
  const names = useNames();
  return (
    <section aria-label={t('bid.lines')}>
      <h3>{t(round.state === 'open' ? 'bid.lines' : 'bid.lines_now')}</h3>
      <ul className={bids.lines}>
        {lines.map(({ line, shifts }) => (
          <li key={line}>
            <span className={bids.rank}>{line}</span>
            <div>
              <strong>{names.of('users', round.agents[line - 1]?.agent_id)}</strong>
              <LineShifts shifts={shifts} />
            </div>
            <span />
          </li>
        ))}
      </ul>
    </section>
  );
}
