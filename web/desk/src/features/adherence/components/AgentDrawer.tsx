import { App as AntApp, Button, Drawer, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdherenceExcuse, AgentAdherence, DeviationShown } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { secondsBetween, useFormat } from '@/lib/format';
import { useZoneFormat } from '@/lib/zone';
import { Badge } from '@/ui/Badge';
import { useProblemText } from '@/ui/use-problem-text';
import { useRemoveExcuse } from '../api/adherence';
import styles from './Adherence.module.css';
import { ExcuseForm } from './ExcuseForm';
import { Figures } from './Figures';

// One agent's day: figures, every deviation with a way to excuse it, and what is excused.
export function AgentDrawer({ agent, onClose }: { agent: AgentAdherence; onClose: () => void }) {
  const { t } = useTranslation('adherence');
  const [excused, setExcused] = useState<Pick<DeviationShown, 'from' | 'to'>>();
  const begin = agent.scheduled[0]?.from ?? agent.seen[0]?.from;
  const end = agent.scheduled.at(-1)?.to ?? agent.seen.at(-1)?.to ?? begin;
  return (
    <Drawer
      open
      title={agent.name}
      size={520}
      onClose={onClose}
      extra={
        begin &&
        end && <Button onClick={() => setExcused({ from: begin, to: end })}>{t('excuse.title')}</Button>
      }
    >
      <Figures figures={agent.figures} />
      <section className={styles.part}>
        <h3>{t('deviations')}</h3>
        {agent.deviations.length === 0 && <p className="quiet">{t('no_deviations')}</p>}
        <ul className={styles.list}>
          {agent.deviations.map((each) => (
            <DeviationLine key={each.from} deviation={each} onExcuse={() => setExcused(each)} />
          ))}
        </ul>
      </section>
      {agent.excuses.length > 0 && (
        <section className={styles.part}>
          <h3>{t('excuses')}</h3>
          <ul className={styles.list}>
            {agent.excuses.map((each) => (
              <ExcuseLine key={each.id} excuse={each} />
            ))}
          </ul>
        </section>
      )}
      {excused && <ExcuseForm agent={agent} stretch={excused} onClose={() => setExcused(undefined)} />}
    </Drawer>
  );
}

function DeviationLine({ deviation, onExcuse }: { deviation: DeviationShown; onExcuse: () => void }) {
  const { t } = useTranslation('adherence');
  const format = useFormat();
  const zoned = useZoneFormat();
  const { kind, from, to, is_open } = deviation;
  const until = is_open ? t('now') : zoned.time(to);
  return (
    <li>
      <span>
        <Badge tone={is_open ? 'alarm' : 'watch'}>{t(`kind.${kind}`)}</Badge>{' '}
        <span className="numbers">
          {zoned.time(from)}–{until} · {format.duration(secondsBetween(from, to))}
        </span>
      </span>
      {kind !== 'unscheduled' && (
        <Button
          size="small"
          aria-label={t('excuse.this', { kind: t(`kind.${kind}`), from: zoned.time(from) })}
          onClick={onExcuse}
        >
          {t('excuse.title')}
        </Button>
      )}
    </li>
  );
}

function ExcuseLine({ excuse }: { excuse: AdherenceExcuse }) {
  const { t } = useTranslation('adherence');
  const zoned = useZoneFormat();
  const names = useNames();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const remove = useRemoveExcuse();
  const { id, kind, note, from, to, excused_by } = excuse;
  const submit = () =>
    remove.mutateAsync(id).catch((error: unknown) => void message.error(problemText(error)));
  return (
    <li>
      <span>
        {t(`excuse.kind.${kind}`)}{' '}
        <span className="numbers">
          {zoned.time(from)}–{zoned.time(to)}
        </span>
        {note && <> · {note}</>}
        <span className="quiet"> {names.of('users', excused_by ?? undefined)}</span>
      </span>
      <Popconfirm title={t('excuse.remove_question')} okText={t('ui:admin.remove')} onConfirm={submit}>
        <Button size="small" aria-label={t('excuse.remove', { kind: t(`excuse.kind.${kind}`) })}>
          {t('ui:admin.remove')}
        </Button>
      </Popconfirm>
    </li>
  );
}
