import { Alert, Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SegmentTrial } from '@/lib/api-types';
import { asProblem } from '@/lib/http';
import { useProblemText } from '@/ui/use-problem-text';
import { useTrySegment } from '../api/try-segment';
import styles from './Value.module.css';

// Before a segment is kept: how many its condition means, and who for example.
export function TrySegment() {
  const { t } = useTranslation('value');
  const problemText = useProblemText();
  const condition = ((Form.useWatch('condition') as string | undefined) ?? '').trim();
  const trial = useTrySegment();
  const isOfThis = trial.variables === condition;
  return (
    <div className={styles.trial}>
      <Button
        size="small"
        disabled={!condition}
        loading={trial.isPending}
        onClick={() => trial.mutate(condition)}
      >
        {t('segments.try')}
      </Button>
      <div aria-live="polite">
        {isOfThis && trial.error && (
          <Alert type="error" title={asProblem(trial.error).issues[0]?.what ?? problemText(trial.error)} />
        )}
        {isOfThis && trial.data && <Found trial={trial.data} />}
      </div>
    </div>
  );
}

function Found({ trial }: { trial: SegmentTrial }) {
  const { t } = useTranslation('value');
  const { members, looked_at, is_everybody, examples } = trial;
  return (
    <>
      <p>
        <strong>{t('segments.would_be', { members, looked_at })}</strong>
        {!is_everybody && <span className="quiet"> {t('segments.not_all')}</span>}
      </p>
      {examples.length > 0 && (
        <ul>
          {examples.map(({ customer, stage }) => (
            <li key={customer.id}>
              {customer.name || customer.email || customer.phone || `#${customer.id}`}{' '}
              <span className="quiet">{t(`stage.${stage}`)}</span>
            </li>
          ))}
          {members > examples.length && (
            <li className="quiet">{t('segments.and_others', { count: members - examples.length })}</li>
          )}
        </ul>
      )}
    </>
  );
}
