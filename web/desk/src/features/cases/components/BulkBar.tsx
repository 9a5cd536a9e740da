import { App as AntApp, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseEdit } from '@/lib/contract';
import { useDirectory } from '@/lib/directory';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeMany } from '../api/change-case';
import { priorities, statuses } from '../state/due';
import styles from './Cases.module.css';

// One change for all that are chosen; what was refused is said.
export function BulkBar({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const { t } = useTranslation('cases');
  const { message, notification } = AntApp.useApp();
  const problemText = useProblemText();
  const { users, teams } = useDirectory();
  const change = useChangeMany();
  const send = (edit: Partial<CaseEdit>) =>
    void change.mutateAsync({ case_ids: ids, edit }).then(
      ({ items }) => {
        const refused = items.filter(({ reason }) => reason);
        if (refused.length === 0) void message.success(t('bulk_done', { count: items.length }));
        else
          notification.warning({
            title: t('bulk_refused', { count: refused.length, all: items.length }),
            description: refused[0]?.detail,
          });
        onDone();
      },
      (error: unknown) => void message.error(problemText(error)),
    );
  const select = (
    label: string,
    options: { value: string; label: string }[],
    edit: (value: string) => Partial<CaseEdit>,
  ) => (
    <Select
      value={null}
      placeholder={label}
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      disabled={change.isPending}
      onChange={(value: string | null) => value !== null && send(edit(value))}
      popupMatchSelectWidth={false}
      className={styles.bulk}
    />
  );
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('bulk')}>
      <strong>{t('chosen', { count: ids.length })}</strong>
      {select(
        t('status_title'),
        statuses.slice(1).map((value) => ({ value, label: t(`status.${value}`) })),
        (value) => ({ status: value as CaseEdit['status'] }),
      )}
      {select(
        t('priority_title'),
        priorities.map((value) => ({ value, label: t(`priority.${value}`) })),
        (value) => ({ priority: value as CaseEdit['priority'] }),
      )}
      {select(
        t('assignee'),
        [{ value: '0', label: t('nobody') }, ...users.map(({ id, name }) => ({ value: id, label: name }))],
        (value) => ({ assignee_id: value }),
      )}
      {select(
        t('team'),
        [{ value: '0', label: t('nobody') }, ...teams.map(({ id, name }) => ({ value: id, label: name }))],
        (value) => ({ team_id: value }),
      )}
      <Input.Search
        placeholder={t('add_tag')}
        aria-label={t('add_tag')}
        enterButton={t('add')}
        className={styles.find}
        onSearch={(tag) => tag.trim() && send({ add_tags: [tag.trim()] })}
      />
    </div>
  );
}
