import { App as AntApp, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { CaseEdit, CasePriority, CaseStatus, ShownCase } from '@/lib/contract';
import { nameIn, useDirectory } from '@/lib/directory';
import { asProblem } from '@/lib/http';
import { issueText } from '@/ui/issue-text';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeCase } from '../api/change-case';
import { useCaseTypes } from '../api/get-cases';
import { priorities, reachable } from '../state/due';
import styles from './Cases.module.css';
import { FieldRow } from './FieldRow';

// What the case says; each field is a change of its own, so that two people seldom meet.
export function CaseFacts({ which, canChange }: { which: ShownCase; canChange: boolean }) {
  const { t, i18n } = useTranslation('cases');
  const { notification } = AntApp.useApp();
  const problemText = useProblemText();
  const { users, teams } = useDirectory();
  const types = useCaseTypes();
  const change = useChangeCase(which.id);
  const type = types.find(({ id }) => id === which.type_id);
  const set = (edit: Partial<CaseEdit>) =>
    void change.mutateAsync({ version: which.version, edit }).catch((error: unknown) => {
      const { issues } = asProblem(error);
      notification.warning({
        title: problemText(error),
        description: issues.map(({ what }) => issueText(what, i18n.language)).join(' · '),
      });
    });
  const row = (label: string, field: ReactNode) => (
    <>
      <dt>{label}</dt>
      <dd>{field}</dd>
    </>
  );
  const select = (
    label: string,
    value: string | undefined,
    options: { value: string; label: string }[],
    edit: (next: string) => Partial<CaseEdit>,
    isNeeded = false,
  ) => (
    <Select
      size="small"
      aria-label={label}
      value={value}
      disabled={!canChange || change.isPending}
      allowClear={!isNeeded}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="—"
      options={options}
      onChange={(next?: string) => set(edit(next ?? '0'))}
      style={{ width: '100%' }}
    />
  );
  return (
    <section className={styles.section}>
      <h2>{t('details')}</h2>
      <dl className={styles.facts}>
        {row(
          t('status_title'),
          select(
            t('status_title'),
            which.status,
            reachable(which.status).map((value) => ({ value, label: t(`status.${value}`) })),
            (next) => ({ status: next as CaseStatus }),
            true,
          ),
        )}
        {row(
          t('priority_title'),
          select(
            t('priority_title'),
            which.priority,
            priorities.map((value) => ({ value, label: t(`priority.${value}`) })),
            (next) => ({ priority: next as CasePriority }),
            true,
          ),
        )}
        {row(
          t('assignee'),
          select(
            t('assignee'),
            which.assignee_id,
            users.filter(({ is_active }) => is_active).map(({ id, name }) => ({ value: id, label: name })),
            (next) => ({ assignee_id: next }),
          ),
        )}
        {row(
          t('team'),
          select(
            t('team'),
            which.team_id,
            teams.map(({ id, name }) => ({ value: id, label: name })),
            (next) => ({ team_id: next }),
          ),
        )}
        {types.length > 0 &&
          row(
            t('type'),
            select(
              t('type'),
              which.type_id,
              types.map((each) => ({ value: each.id, label: nameIn(i18n.language, each) ?? each.name })),
              (next) => ({ type_id: next }),
            ),
          )}
        {row(
          t('tags'),
          <Select
            mode="tags"
            size="small"
            aria-label={t('tags')}
            value={which.tags}
            disabled={!canChange || change.isPending}
            tokenSeparators={[',', '，']}
            onChange={(next: string[]) =>
              set({
                add_tags: next.filter((tag) => !which.tags.includes(tag)),
                remove_tags: which.tags.filter((tag) => !next.includes(tag)),
              })
            }
            style={{ width: '100%' }}
          />,
        )}
        {type?.fields.map((field) => (
          <FieldRow
            key={field.key}
            field={field}
            value={which.fields[field.key] ?? ''}
            canChange={canChange}
            onSave={(value) => set({ fields: { [field.key]: value } })}
          />
        ))}
      </dl>
    </section>
  );
}
