import { DeleteOutlined, PlusOutlined, SaveOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { CaseFilter } from '@/lib/contract';
import { useMay, useSession } from '@/lib/session';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { useProblemText } from '@/ui/use-problem-text';
import { useRemoveView } from '../api/change-case';
import { useCases, useCaseViews } from '../api/get-cases';
import { BulkBar } from './BulkBar';
import styles from './Cases.module.css';
import { CaseTable } from './CaseTable';
import { FieldFilter } from './FieldFilter';
import { OpenCaseDialog } from './OpenCaseDialog';
import { SaveViewDialog } from './SaveViewDialog';

type Filter = Partial<CaseFilter>;

// Those that everybody has.
const standing: Record<string, Filter> = {
  open: { is_open: true, sort: 'due' },
  mine: { is_open: true, is_mine: true, sort: 'due' },
  unassigned: { is_open: true, is_assigned: false, sort: 'due' },
  breached: { is_open: true, is_breached: true, sort: 'due' },
  followed: { is_followed: true, sort: 'updated' },
  solved: { statuses: ['solved', 'closed'], sort: 'updated' },
};

const sorts = ['due', 'updated', 'created', 'priority'] as const;

export function Cases({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('cases');
  const [params, setParams] = useSearchParams();
  const views = useCaseViews();
  const worksHere = useMay('take_interactions');
  const supervises = useMay('supervise');
  const [chosen, setChosen] = useState<string[]>([]);
  const [isOpening, setOpening] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const name = params.get('view') ?? 'open';
  const saved = views.data?.find(({ id }) => id === name);
  const text = params.get('text') ?? undefined;
  const sort = params.get('sort') as CaseFilter['sort'] | null;
  const fields = params.get('fields') ?? undefined;
  const type = params.get('type') ?? undefined;
  const base: Filter = saved?.filter ?? standing[name] ?? standing.open ?? {};
  const filter: Filter = {
    ...base,
    ...(text ? { text } : {}),
    ...(sort ? { sort } : {}),
    ...(type ? { type_id: type } : {}),
    ...(fields ? { fields } : {}),
  };
  const found = useCases(filter);
  const go = (part: Record<string, string | undefined>) => {
    const next = { view: name, text, sort: sort ?? undefined, type, fields, ...part };
    setParams(
      new URLSearchParams(Object.entries(next).filter((pair): pair is [string, string] => !!pair[1])),
      {
        replace: true,
      },
    );
    setChosen([]);
  };
  const cases = found.data?.pages.flatMap(({ items }) => items);
  return (
    <div className={styles.screen}>
      <Views
        current={name}
        views={views.data ?? []}
        onChoose={(view) => go({ view, sort: undefined, type: undefined, fields: undefined })}
      />
      <section className={styles.list} aria-label={t('title')}>
        <header className={styles.bar}>
          <h1>{saved?.name ?? t(`view.${name in standing ? name : 'open'}`)}</h1>
          <Input.Search
            key={text}
            allowClear
            defaultValue={text}
            placeholder={t('find')}
            aria-label={t('find')}
            onSearch={(words) => go({ text: words.trim() || undefined })}
            className={styles.find}
          />
          <FieldFilter
            value={{
              ...(filter.type_id ? { type_id: filter.type_id } : {}),
              ...(filter.fields ? { fields: filter.fields } : {}),
            }}
            onChange={(choice) => go({ type: choice.type_id, fields: choice.fields })}
          />
          <Select
            value={filter.sort ?? 'due'}
            aria-label={t('sort_by')}
            onChange={(value) => go({ sort: value })}
            options={sorts.map((each) => ({ value: each, label: t(`sort.${each}`) }))}
            popupMatchSelectWidth={false}
          />
          <Button icon={<SaveOutlined />} onClick={() => setSaving(true)}>
            {t('save_view')}
          </Button>
          {(worksHere || supervises) && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpening(true)}>
              {t('open_case')}
            </Button>
          )}
        </header>
        {chosen.length > 0 && <BulkBar ids={chosen} onDone={() => setChosen([])} />}
        {found.error && !cases ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        ) : (
          <CaseTable
            cases={cases}
            isLoading={found.isPending || found.isPlaceholderData}
            chosen={supervises ? chosen : undefined}
            onChoose={setChosen}
            onOpen={onOpen}
          />
        )}
        <MoreButton pages={found} label={t('more')} />
      </section>
      {isOpening && (
        <OpenCaseDialog
          onClose={() => setOpening(false)}
          onOpened={({ id }) => {
            setOpening(false);
            onOpen(id);
          }}
        />
      )}
      {isSaving && (
        <SaveViewDialog filter={filter} onClose={() => setSaving(false)} onSaved={() => setSaving(false)} />
      )}
    </div>
  );
}

interface ViewsProps {
  current: string;
  views: { id: string; name: string; count: number; is_shared: boolean; owner_id: string }[];
  onChoose: (view: string) => void;
}

function Views({ current, views, onChoose }: ViewsProps) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const me = useSession().user.id;
  const supervises = useMay('supervise');
  const remove = useRemoveView();
  const button = (id: string, label: string, count?: number) => (
    <button
      type="button"
      key={id}
      className={styles.view}
      aria-current={id === current ? 'page' : undefined}
      onClick={() => onChoose(id)}
    >
      <span className="ellipsis">{label}</span>
      {count !== undefined && <span className="numbers quiet">{count}</span>}
    </button>
  );
  return (
    <nav className={styles.views} aria-label={t('views')}>
      {Object.keys(standing).map((id) => button(id, t(`view.${id}`)))}
      {views.length > 0 && <h2>{t('saved_views')}</h2>}
      {views.map((view) => (
        <div key={view.id} className={styles.saved}>
          {button(view.id, view.name, view.count)}
          {view.id === current && (view.is_shared ? supervises : view.owner_id === me) && (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('remove_view', { name: view.name })}
              onClick={() =>
                remove.mutateAsync(view.id).then(
                  () => onChoose('open'),
                  (error: unknown) => void message.error(problemText(error)),
                )
              }
            />
          )}
        </div>
      ))}
    </nav>
  );
}
