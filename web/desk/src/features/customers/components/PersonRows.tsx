import { App as AntApp, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CustomerJoin } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { useNames } from '@/lib/directory';
import { useProblemText } from '@/ui/use-problem-text';
import { useJoins, useUndoJoin } from '../api/person';
import { describe } from './describe';
import styles from './CustomerPanel.module.css';

// What was put together to this person, and the way back.
export function PersonRows({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { data: joins } = useJoins(customerId);
  if (!joins || joins.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('same_person')}>
      <h2>{t('same_person')}</h2>
      <ul className={styles.people}>
        {joins.map((join) => (
          <Joined key={join.id} join={join} />
        ))}
      </ul>
    </section>
  );
}

function Joined({ join }: { join: CustomerJoin }) {
  const { t } = useTranslation('customers');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const format = useFormat();
  const names = useNames();
  const undo = useUndoJoin();
  const by = join.user_id ? names.of('users', join.user_id) : t('by_rule');
  return (
    <li>
      <div className={styles.other}>
        {describe(join.row_a)} = {describe(join.row_b)}
      </div>
      <p className="quiet">
        {format.dateTime(join.at)} · {by}
      </p>
      <Popconfirm
        title={t('undo_title')}
        okText={t('undo')}
        onConfirm={() =>
          undo.mutateAsync(join.id).catch((error: unknown) => void message.error(problemText(error)))
        }
      >
        <Button size="small" disabled={undo.isPending}>
          {t('undo')}
        </Button>
      </Popconfirm>
    </li>
  );
}
