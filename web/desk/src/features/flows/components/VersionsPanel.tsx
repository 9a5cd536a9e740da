// Published versions: what each changed, on the canvas and as a list, and the way back to one.
import { App as AntApp, Button, Form, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowDifference, FlowVersion } from '@/lib/api-types';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';
import { useProblemText } from '@/ui/use-problem-text';
import { useRollBackFlow } from '../api/roll-back-flow';
import { changesOf } from '../state/difference';
import type { Change } from '../state/difference';
import { Field } from './Field';
import styles from './Editor.module.css';

export interface Versions {
  from: number;
  to: number;
}

interface Props {
  id: string;
  versions: readonly FlowVersion[];
  compared: Versions | undefined;
  difference: FlowDifference | undefined;
  isDirty: boolean;
  onCompare: (versions: Versions | undefined) => void;
  onSelect: (ids: readonly string[]) => void;
}

const tones: Record<Change, BadgeTone> = {
  added: 'calm',
  removed: 'alarm',
  changed: 'watch',
  moved: 'plain',
};

export function VersionsPanel({ id, versions, compared, difference, isDirty, onCompare, onSelect }: Props) {
  const { t } = useTranslation('flows');
  const options = [
    { value: 0, label: t('draft') },
    ...versions.map(({ version }) => ({ value: version, label: t('version', { version }) })),
  ];
  const choose = (part: Partial<Versions>) => {
    const newest = versions[0]?.version ?? 0;
    onCompare({ ...(compared ?? { from: newest, to: 0 }), ...part });
  };
  return (
    <div className={styles.form}>
      {versions.length === 0 && <p className="quiet">{t('never_published')}</p>}
      {versions.length > 0 && (
        <Form layout="vertical" size="small" component="div" className={styles.pairRow}>
          <Field label={t('compare_from')}>
            {(field) => (
              <Select
                id={field}
                allowClear
                value={compared?.from}
                options={options}
                placeholder={t('choose_version')}
                onChange={(from?: number) => (from === undefined ? onCompare(undefined) : choose({ from }))}
              />
            )}
          </Field>
          <Field label={t('compare_to')}>
            {(field) => (
              <Select
                id={field}
                value={compared?.to}
                options={options}
                disabled={!compared}
                onChange={(to: number) => choose({ to })}
              />
            )}
          </Field>
        </Form>
      )}
      {compared && (
        <>
          {isDirty && (compared.from === 0 || compared.to === 0) && (
            <p className="quiet">{t('compares_saved')}</p>
          )}
          {difference && <Changes difference={difference} onSelect={onSelect} />}
          <Button size="small" onClick={() => onCompare(undefined)}>
            {t('compare_end')}
          </Button>
        </>
      )}
      {!compared && (
        <ol className={styles.versions}>
          {versions.map((each) => (
            <VersionRow key={each.version} id={id} version={each} onCompare={onCompare} />
          ))}
        </ol>
      )}
    </div>
  );
}

interface RowProps {
  id: string;
  version: FlowVersion;
  onCompare: (versions: Versions) => void;
}

function VersionRow({ id, version, onCompare }: RowProps) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const format = useFormat();
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const rollBack = useRollBackFlow(id);
  const number = version.version;
  const run = () =>
    rollBack.mutate(number, {
      onSuccess: (made) => void message.success(t('rolled_back', { version: number, made: made.version })),
      onError: (error) => void message.error(problemText(error)),
    });
  return (
    <li>
      <div className={styles.versionHead}>
        <strong>{t('version', { version: number })}</strong>
        {version.is_live && <Badge tone="calm">{t('live')}</Badge>}
      </div>
      <p className="quiet">
        {format.dateTime(version.published_at)} · {names.of('users', version.by)}
      </p>
      {version.note && <p>{version.note}</p>}
      <div className={styles.versionButtons}>
        <Button size="small" onClick={() => onCompare({ from: number, to: 0 })}>
          {t('compare_with_draft')}
        </Button>
        {number > 1 && (
          <Button size="small" onClick={() => onCompare({ from: number - 1, to: number })}>
            {t('what_changed')}
          </Button>
        )}
        {!version.is_live && (
          <Popconfirm title={t('roll_back_question', { version: number })} onConfirm={run}>
            <Button size="small" loading={rollBack.isPending}>
              {t('roll_back')}
            </Button>
          </Popconfirm>
        )}
      </div>
    </li>
  );
}

interface ChangesProps {
  difference: FlowDifference;
  onSelect: (ids: readonly string[]) => void;
}

function Changes({ difference, onSelect }: ChangesProps) {
  const { t } = useTranslation('flows');
  const [open, setOpen] = useState<string>();
  if (difference.steps.length === 0) return <p>{t('no_change')}</p>;
  return (
    <ul className={styles.changes} aria-label={t('changes_title')}>
      {difference.steps.map(({ step, change }) => (
        <li key={step}>
          <button
            type="button"
            aria-expanded={open === step}
            onClick={() => {
              setOpen(open === step ? undefined : step);
              if (step !== '') onSelect([step]);
            }}
          >
            <Badge tone={tones[change as Change]}>{t(`changes.${change}`)}</Badge>
            <strong>{step || t('whole_flow')}</strong>
          </button>
          {open === step && (
            <dl>
              {changesOf(difference, step).map(({ field, before, after }) => (
                <div key={field}>
                  <dt>{field}</dt>
                  <dd>
                    {before && <del>{before}</del>} {after && <ins>{after}</ins>}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
