// A flow as a list to read, where there is no room to draw.
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FlowWithDraft } from '@/lib/api-types';
import { Badge } from '@/ui/Badge';
import { PageFrame } from '@/ui/PageFrame';
import { useRunning } from '../api/get-running';
import { exitsOf } from '../state/kinds';
import { inOrder } from '../state/order';
import { summary } from '../state/summary';
import { KindIcon } from './KindIcon';
import styles from './Reading.module.css';
import { useExitWords } from './use-exit-words';
import { useNamer } from './use-namer';

export function FlowReading({ flow }: { flow: FlowWithDraft }) {
  const { t, i18n } = useTranslation('flows');
  const words = useExitWords();
  const namer = useNamer();
  const { data: running = [] } = useRunning(flow.id);
  const here = (id: string) => running.filter(({ step }) => step === id).length;
  return (
    <PageFrame
      title={flow.name}
      subtitle={
        <>
          <Link to="/admin/flows">
            <ArrowLeftOutlined /> {t('back')}
          </Link>{' '}
          · {t('read_on_phone')}
        </>
      }
    >
      <ol className={styles.steps}>
        {inOrder(flow.draft).map((step) => (
          <li key={step.id} id={`step-${step.id}`}>
            <div className={styles.head}>
              <KindIcon kind={step.does.kind} />
              <strong>{step.id}</strong>
              <span className="quiet">{t(`kinds.${step.does.kind}`)}</span>
              {step.id === flow.draft.start && <Badge tone="calm">{t('start')}</Badge>}
              {here(step.id) > 0 && <Badge tone="watch">{t('here_now', { count: here(step.id) })}</Badge>}
            </div>
            <p>{summary(step.does, i18n.language, namer)}</p>
            <ul>
              {exitsOf(step.does)
                .filter(({ name }) => step.exits[name])
                .map((exit) => (
                  <li key={exit.name}>
                    {words(exit)} → <a href={`#step-${step.exits[exit.name]}`}>{step.exits[exit.name]}</a>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ol>
    </PageFrame>
  );
}
