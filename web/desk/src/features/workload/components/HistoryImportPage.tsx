import { ArrowLeftOutlined, InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Progress, Select, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HistoryImportReport } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { useReadHistory } from '../api/history-imports';
import { HistoryImportList } from './HistoryImportList';
import { LineNotes } from './LineNotes';
import styles from './Workload.module.css';

// A file is tried first: what would be taken, repaired and refused. Then it goes in.
export function HistoryImportPage() {
  const { t } = useTranslation('workload');
  const problemText = useProblemText();
  const [file, setFile] = useState<File | null>(null);
  const [queueId, setQueueId] = useState('');
  const [skipsRefused, setSkips] = useState(false);
  const [share, setShare] = useState(0);
  const trial = useReadHistory();
  const read = useReadHistory();
  const { queues } = useDirectory();
  const choose = (chosen: File, itsQueue: string) => {
    setFile(chosen);
    setQueueId(itsQueue);
    setSkips(false);
    setShare(0);
    read.reset();
    trial.mutate({ file: chosen, isTrial: true, queueId: itsQueue, skipsRefused: false });
  };
  const error = trial.error ?? read.error;
  const report = trial.data;
  return (
    <PageFrame
      title={t('import.title')}
      isWide
      subtitle={
        <Link to="/planning/history">
          <ArrowLeftOutlined /> {t('title')}
        </Link>
      }
    >
      <div className={styles.workload}>
        <div className={styles.steps}>
          <p>{t('import.help')}</p>
          <label className={styles.ofQueue}>
            {t('import.queue')}
            <Select
              className={styles.queue}
              showSearch={{ optionFilterProp: 'label' }}
              value={queueId}
              options={[
                { value: '', label: t('import.named') },
                ...queues.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(chosen: string) => (file ? choose(file, chosen) : setQueueId(chosen))}
            />
          </label>
          <Upload.Dragger
            accept=".csv,.txt,.tsv,.xlsx"
            maxCount={1}
            showUploadList={false}
            beforeUpload={(chosen) => {
              choose(chosen, queueId);
              return false;
            }}
          >
            <InboxOutlined className={styles.dropIcon} />
            <p>{file ? file.name : t('import.drop')}</p>
          </Upload.Dragger>
          {error && <Alert type="error" showIcon title={problemText(error)} />}
          {trial.isPending && (
            <Progress percent={100} status="active" showInfo={false} aria-label={t('import.trying')} />
          )}
          {file && report && !read.data && (
            <>
              <Outcome report={report} isTrial />
              {report.refused > 0 && (
                <Checkbox checked={skipsRefused} onChange={({ target }) => setSkips(target.checked)}>
                  {t('import.skip', { count: report.refused })}
                </Checkbox>
              )}
              <Button
                type="primary"
                className={styles.start}
                loading={read.isPending}
                disabled={report.rows === 0 || (report.refused > 0 && !skipsRefused)}
                onClick={() =>
                  read.mutate({ file, isTrial: false, queueId, skipsRefused, onProgress: setShare })
                }
              >
                {t('import.start')}
              </Button>
              {read.isPending && (
                <Progress percent={Math.round(share * 100)} aria-label={t('import.trying')} />
              )}
            </>
          )}
          {read.data && <Outcome report={read.data} />}
        </div>
        <HistoryImportList />
      </div>
    </PageFrame>
  );
}

function Outcome({ report, isTrial = false }: { report: HistoryImportReport; isTrial?: boolean }) {
  const { t } = useTranslation('workload');
  const format = useFormat();
  const { rows, days, contacts, refused, repaired, refusals, repairs } = report;
  const counts = {
    rows: t('import.rows', { count: rows, rows: format.number(rows) }),
    days: t('import.days', { count: days, days: format.number(days) }),
    contacts: t('import.contacts', { count: contacts, contacts: format.number(contacts) }),
    refused: format.number(refused),
    repaired: format.number(repaired),
  };
  return (
    <>
      <Alert
        type={refused > 0 ? 'warning' : isTrial ? 'info' : 'success'}
        showIcon
        title={t(isTrial ? 'import.would' : 'import.done', counts)}
      />
      <LineNotes title={t('import.refusals')} notes={refusals} />
      <LineNotes title={t('import.repairs')} notes={repairs} />
    </>
  );
}
