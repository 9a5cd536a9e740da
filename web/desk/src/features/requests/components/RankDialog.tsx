import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App as AntApp, Button, Modal, Space } from 'antd';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BidRoundShown } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { useProblemText } from '@/ui/use-problem-text';
import { useRankLines } from '../api/bids';
import { isSame, moved, unwished, wished } from '../state/wishes';
import bids from './Bids.module.css';
import { LineShifts } from './LineShifts';

// Ranks the lines of a round. With the focus on a wish the arrow keys move it too and Delete takes it out.
export function RankDialog({ shown, onClose }: { shown: BidRoundShown; onClose: () => void }) {
  const { t } = useTranslation('requests');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const format = useZoneFormat();
  const { round, lines, own_line } = shown;
  const kept = Object.values(shown.wishes)[0]?.lines ?? [];
  const [wishes, setWishes] = useState(kept);
  const [said, setSaid] = useState('');
  const rank = useRankLines(round.id);
  const change = (next: number[], line: number) => {
    setWishes(next);
    const at = next.indexOf(line) + 1;
    setSaid(at > 0 ? t('bid.said_rank', { line, rank: at }) : t('bid.said_out', { line }));
  };
  const onKey = (event: KeyboardEvent, line: number) => {
    const next = {
      ArrowUp: () => moved(wishes, line, -1),
      ArrowDown: () => moved(wishes, line, 1),
      Delete: () => unwished(wishes, line),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    change(next(), line);
  };
  const send = () =>
    rank.mutate(wishes, {
      onSuccess: () => {
        void message.success(t('bid.sent'));
        onClose();
      },
    });
  const lineOf = (line: number) => lines.find((each) => each.line === line);
  const others = lines.filter(({ line }) => !wishes.includes(line));
  const words = (line: number) => (
    <div>
      <strong>{t(line === own_line ? 'bid.own_line' : 'bid.line_of', { line })}</strong>
      <br />
      <LineShifts shifts={lineOf(line)?.shifts ?? []} />
    </div>
  );
  return (
    <Modal
      open
      width={760}
      title={t('bid.rank_title', { name: round.name })}
      okText={t('bid.send')}
      cancelText={t('ui:cancel')}
      okButtonProps={{ disabled: isSame(wishes, kept), loading: rank.isPending }}
      onOk={send}
      onCancel={onClose}
    >
      <p>{t('bid.rank_help', { at: format.dateTime(round.closes_at) })}</p>
      {rank.error && <Alert type="error" showIcon title={problemText(rank.error)} />}
      <div className="sr-only" role="status">
        {said}
      </div>
      <h3>{t('bid.ranking')}</h3>
      {wishes.length === 0 && <p className="quiet">{t('bid.nothing_ranked')}</p>}
      <ol className={bids.lines} aria-label={t('bid.ranking')}>
        {wishes.map((line, i) => (
          <li key={line}>
            <span className={bids.rank}>{i + 1}</span>
            {words(line)}
            <Space.Compact>
              <Button
                icon={<ArrowUpOutlined />}
                aria-label={t('bid.up', { line })}
                aria-disabled={i === 0}
                onClick={() => change(moved(wishes, line, -1), line)}
                onKeyDown={(event) => onKey(event, line)}
              />
              <Button
                icon={<ArrowDownOutlined />}
                aria-label={t('bid.down', { line })}
                aria-disabled={i === wishes.length - 1}
                onClick={() => change(moved(wishes, line, 1), line)}
                onKeyDown={(event) => onKey(event, line)}
              />
              <Button
                icon={<CloseOutlined />}
                aria-label={t('bid.out', { line })}
                onClick={() => change(unwished(wishes, line), line)}
                onKeyDown={(event) => onKey(event, line)}
              />
            </Space.Compact>
          </li>
        ))}
      </ol>
      {others.length > 0 && <h3>{t('bid.others')}</h3>}
      <ul className={bids.lines} aria-label={t('bid.others')}>
        {others.map(({ line }) => (
          <li key={line}>
            <span className={bids.rank}>·</span>
            {words(line)}
            <Button
              icon={<PlusOutlined />}
              aria-label={t('bid.wish_line', { line })}
              onClick={() => change(wished(wishes, line), line)}
            >
              {t('bid.wish')}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
