// One step on the canvas: what it does, its exits as places to draw from, and what is known about it now.
import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import { memo, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepNode as Drawn } from '../state/drawing';
import { exitsOf, groupOf } from '../state/kinds';
import { KindIcon } from './KindIcon';
import styles from './Canvas.module.css';
import { useExitWords } from './use-exit-words';

export const StepNode = memo(function StepNode({ data, selected, isConnectable }: NodeProps<Drawn>) {
  const { t } = useTranslation('flows');
  const words = useExitWords();
  const { step, summary, isStart, problems, running, change, turns } = data;
  const { kind } = step.does;
  const exits = exitsOf(step.does);
  // React Flow remembers where exits are by their names.
  const names = exits.map(({ name }) => name).join();
  const update = useUpdateNodeInternals();
  useEffect(() => update(step.id), [update, step.id, names]);
  return (
    <div
      className={styles.step}
      data-step={step.id}
      data-group={groupOf(kind)}
      data-selected={selected}
      data-wrong={problems > 0}
      data-change={change}
      data-lit={turns === undefined ? undefined : turns.length > 0}
    >
      <Handle
        type="target"
        id="in"
        position={Position.Left}
        className={styles.in}
        isConnectable={isConnectable}
      />
      <div className={styles.head}>
        <span className={styles.icon} title={t(`kinds.${kind}`)}>
          <KindIcon kind={kind} />
        </span>
        <strong className="ellipsis">{step.id}</strong>
        {isStart && <span className={styles.start}>{t('start')}</span>}
        {change && <span className={styles.change}>{t(`changes.${change}`)}</span>}
      </div>
      <p className={styles.summary}>{summary || <span className="quiet">{t(`kinds.${kind}`)}</span>}</p>
      <ul className={styles.exits}>
        {exits.map((exit) => (
          <li key={exit.name} data-open={exit.isRequired && !step.exits[exit.name]}>
            <span className="ellipsis">{words(exit)}</span>
            <Handle
              type="source"
              id={exit.name}
              position={Position.Right}
              className={styles.out}
              isConnectable={isConnectable}
            />
          </li>
        ))}
      </ul>
      {problems > 0 && (
        <span className={styles.problems} title={t('problem', { count: problems })}>
          {problems}
        </span>
      )}
      {running > 0 && (
        <span className={styles.running} title={t('here_now', { count: running })}>
          {running}
        </span>
      )}
      {turns && turns.length > 0 && <span className={styles.turns}>{turns.join(' · ')}</span>}
    </div>
  );
});
