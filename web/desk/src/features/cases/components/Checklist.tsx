import { App as AntApp, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseStep, ShownCase } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeCase } from '../api/change-case';
import styles from './Cases.module.css';

export function Checklist({ which, canChange }: { which: ShownCase; canChange: boolean }) {
  const { t } = useTranslation('cases');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const change = useChangeCase(which.id);
  const [added, setAdded] = useState('');
  const save = (checklist: CaseStep[]) =>
    void change
      .mutateAsync({ version: which.version, edit: { checklist } })
      .then(() => setAdded(''))
      .catch((error: unknown) => void message.error(problemText(error)));
  if (which.checklist.length === 0 && !canChange) return null;
  return (
    <section className={styles.section}>
      <h2>{t('checklist')}</h2>
      <ul className={styles.steps}>
        {which.checklist.map((step, index) => (
          <li key={`${index}-${step.text}`}>
            <Checkbox
              checked={step.is_done}
              disabled={!canChange || change.isPending}
              onChange={(event) =>
                save(
                  which.checklist.map((each, i) =>
                    i === index ? { ...each, is_done: event.target.checked } : each,
                  ),
                )
              }
            >
              {step.text}
            </Checkbox>
          </li>
        ))}
      </ul>
      {canChange && (
        <Input
          size="small"
          value={added}
          maxLength={200}
          placeholder={t('add_step')}
          aria-label={t('add_step')}
          onChange={(event) => setAdded(event.target.value)}
          onPressEnter={() =>
            added.trim() && save([...which.checklist, { text: added.trim(), is_done: false }])
          }
        />
      )}
    </section>
  );
}
