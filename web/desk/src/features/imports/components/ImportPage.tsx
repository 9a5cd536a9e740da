import { Alert, Button, Progress, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFileReport } from '@/lib/contract';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { refusedPath, useReadFile } from '../api/imports';
import { EarlierImports } from './EarlierImports';
import styles from './Imports.module.css';
import { useFields } from './fields';
import { Mapping } from './Mapping';
import { TrialTable } from './TrialTable';

// A file is chosen, its columns are named, its first rows are shown as they would become; then it goes in.
export function ImportPage() {
  const { t } = useTranslation('imports');
  const problemText = useProblemText();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<Record<string, string>>({});
  const [share, setShare] = useState(0);
  const [done, setDone] = useState<CustomerFileReport | null>(null);
  const trial = useReadFile();
  const read = useReadFile();

  const tryOut = (chosen: File, wanted: Record<string, string>) =>
    trial.mutate(
      { file: chosen, mapping: wanted, isTrial: true },
      {
        onSuccess: ({ columns }) =>
          setMapping(Object.fromEntries(columns.map(({ header, field }) => [header, field]))),
      },
    );
  const choose = (chosen: File) => {
    setFile(chosen);
    setDone(null);
    setShare(0);
    tryOut(chosen, {});
  };
  const named = Object.fromEntries(Object.entries(mapping).filter(([, field]) => field !== ''));
  const error = trial.error ?? read.error;
  const report = trial.data;
  const fields = useFields(report?.own_fields ?? []);
  const nameOf = (field: string) => fields.find(({ value }) => value === field)?.label ?? field;
  return (
    <PageFrame title={t('title')} subtitle={t('help')} isWide>
      <div className={styles.steps}>
        <Upload
          accept=".csv,.txt,.tsv,text/csv"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(chosen) => {
            choose(chosen);
            return false;
          }}
        >
          <Button loading={trial.isPending}>{file ? file.name : t('choose')}</Button>
        </Upload>
        {error && <Alert type="error" showIcon title={problemText(error)} />}
        {file && report && !done && (
          <>
            <p className="quiet">
              {t('found', {
                charset: report.import.charset,
                delimiter: t(`delimiter.${report.import.delimiter === '\t' ? 'tab' : 'sign'}`, {
                  sign: report.import.delimiter,
                }),
              })}
            </p>
            <Mapping
              columns={report.columns}
              mapping={mapping}
              fields={fields}
              onChange={(header, field) => {
                const changed = { ...mapping, [header]: field };
                setMapping(changed);
                tryOut(file, Object.fromEntries(Object.entries(changed).filter(([, one]) => one !== '')));
              }}
            />
            <section aria-label={t('trial')}>
              <h2>{t('trial')}</h2>
              <TrialTable rows={report.rows} nameOf={nameOf} />
            </section>
            <div className={styles.acts}>
              <Button
                type="primary"
                loading={read.isPending}
                disabled={Object.keys(named).length === 0}
                onClick={() =>
                  read.mutate(
                    { file, mapping: named, isTrial: false, onProgress: setShare },
                    { onSuccess: setDone },
                  )
                }
              >
                {t('start')}
              </Button>
            </div>
            {read.isPending && <Progress percent={Math.round(share * 100)} aria-label={t('progress')} />}
          </>
        )}
        {done && <Done report={done} />}
      </div>
      <EarlierImports />
    </PageFrame>
  );
}

function Done({ report }: { report: CustomerFileReport }) {
  const { t } = useTranslation('imports');
  const { id, created, changed, unchanged, refused } = report.import;
  return (
    <Alert
      type={refused > 0 ? 'warning' : 'success'}
      showIcon
      title={t('done', { created, changed, unchanged, refused })}
      description={
        refused > 0 && (
          <a href={refusedPath(id)} download>
            {t('refused_file')}
          </a>
        )
      }
    />
  );
}
