import { ArrowLeftOutlined, EyeOutlined } from '@ant-design/icons';
import { Alert, Button, Skeleton } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ShownCase } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useMay } from '@/lib/session';
import { ErrorState } from '@/ui/ErrorState';
import { useCase } from '../api/get-cases';
import { useViewers } from '../api/use-viewers';
import styles from './Cases.module.css';
import { CaseActions } from './CaseActions';
import { CaseClocks } from './CaseClocks';
import { CaseComposer } from './CaseComposer';
import { CaseFacts } from './CaseFacts';
import { CaseLinks } from './CaseLinks';
import { CaseTimeline } from './CaseTimeline';
import { Checklist } from './Checklist';
import { PriorityBadge, StatusBadge } from './StatusBadge';

interface Props {
  id: string;
  onRead: (interactionId: string) => void;
  articles?: (canChange: boolean) => ReactNode; // what the case used
}

export function CaseDetails({ id, ...rest }: Props) {
  const { data, error, refetch } = useCase(id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active style={{ padding: 24 }} />;
  return <Details key={id} which={data} {...rest} />;
}

function Details({ which, onRead, articles }: Omit<Props, 'id'> & { which: ShownCase }) {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  const works = useMay('take_interactions');
  const supervises = useMay('supervise');
  const mayWork = works || supervises;
  const [isWriting, setWriting] = useState(false);
  const [text, setText] = useState('');
  return (
    <div className={styles.case}>
      <section className={styles.story} aria-label={which.subject}>
        <header className={styles.caseHead}>
          <Button
            type="text"
            icon={<ArrowLeftOutlined />}
            aria-label={t('back')}
            onClick={() => void navigate('/cases')}
          />
          <div>
            <p className="quiet">
              {which.number} · {which.customer_name || t('no_customer')}
            </p>
            <h1>{which.subject}</h1>
          </div>
          <StatusBadge status={which.status} />
          <PriorityBadge priority={which.priority} />
        </header>
        {mayWork && <Others id={which.id} isWriting={isWriting} />}
        {which.merged_into_id && <MergedNotice into={which.merged_into_id} />}
        <CaseTimeline
          which={which}
          canSplit={mayWork}
          onRead={onRead}
          onTakenBack={(taken) => setText((now) => (now.trim() ? `${taken}\n\n${now}` : taken))}
        />
        {mayWork && !which.merged_into_id && (
          <CaseComposer which={which} text={text} onText={setText} onWriting={setWriting} />
        )}
      </section>
      <aside className={styles.side} aria-label={t('details')}>
        {mayWork && <CaseActions which={which} />}
        <CaseClocks which={which} />
        <CaseFacts key={which.version} which={which} canChange={mayWork && !which.merged_into_id} />
        <Checklist which={which} canChange={mayWork && !which.merged_into_id} />
        {articles?.(mayWork && !which.merged_into_id)}
        <CaseLinks which={which} onRead={onRead} />
      </aside>
    </div>
  );
}

// Two who do the same work should know of each other.
function Others({ id, isWriting }: { id: string; isWriting: boolean }) {
  const { t } = useTranslation('cases');
  const names = useNames();
  const others = useViewers(id, isWriting, true);
  if (others.length === 0) return null;
  const writing = others.filter(({ is_editing }) => is_editing);
  const list = (writing.length > 0 ? writing : others)
    .map(({ user_id }) => names.of('users', user_id))
    .join(', ');
  return (
    <Alert
      banner
      type={writing.length > 0 ? 'warning' : 'info'}
      icon={<EyeOutlined />}
      title={t(writing.length > 0 ? 'others_write' : 'others_view', { names: list })}
    />
  );
}

function MergedNotice({ into }: { into: string }) {
  const { t } = useTranslation('cases');
  const navigate = useNavigate();
  return (
    <Alert
      banner
      type="info"
      title={t('merged_notice')}
      action={
        <Button size="small" onClick={() => void navigate(`/cases/${into}`)}>
          {t('go_there')}
        </Button>
      }
    />
  );
}
