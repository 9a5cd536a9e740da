import { useTranslation } from 'react-i18next';
import { issueText } from '@/ui/issue-text';
import { rowsOfDay, rowsOfQueue, verdictOf } from '../state/comparison';
import type { ComparedVariant, Row } from '../state/comparison';
import { useFigures } from './use-figures';
import styles from './WhatIf.module.css';

// A sentence for each difference that the runs are sure of: the whole day first, then each queue.
export function Explanation({ variants }: { variants: ComparedVariant[] }) {
  const { t } = useTranslation('whatif');
  return (
    <section aria-label={t('explanation')}>
      <h2>{t('explanation')}</h2>
      {variants.map((variant, place) => (
        <OfVariant key={`${place} ${variant.name}`} variant={variant} />
      ))}
    </section>
  );
}

function OfVariant({ variant }: { variant: ComparedVariant }) {
  const { t, i18n } = useTranslation('whatif');
  const { value, difference, plusMinus } = useFigures();
  const sentence = (of: string, row: Row) => {
    const figure = row.figures[0];
    const verdict = figure && verdictOf(row, figure);
    if (!figure || verdict === 'unsure') return undefined;
    const said = t(figure.difference.mean > 0 ? 'rises' : 'falls', {
      figure: t(`figure.${row.key}`),
      of,
      before: value(row.unit, figure.base.mean),
      after: value(row.unit, figure.variant.mean),
      difference: `${difference(row.unit, figure.difference.mean)} ${plusMinus(row.unit, figure.difference.half_width)}`,
    });
    return (
      <li key={`${of} ${row.key}`} className={styles[verdict ?? 'other']}>
        {said}
      </li>
    );
  };
  const sentences = [
    ...rowsOfDay([variant]).map((row) => sentence(t('all_queues'), row)),
    ...variant.queues.flatMap(({ queue }) =>
      rowsOfQueue([variant], queue).map((row) => sentence(queue, row)),
    ),
  ].filter((each) => each !== undefined);
  return (
    <>
      <h3>{variant.name}</h3>
      {sentences.length > 0 ? (
        <ul className={styles.list}>{sentences}</ul>
      ) : (
        <p className="quiet">{t('nothing_sure')}</p>
      )}
      {variant.notes && variant.notes.length > 0 && (
        <ul className={styles.list} aria-label={t('notes')}>
          {variant.notes.map((note) => (
            <li key={note} className="quiet">
              {issueText(note, i18n.language)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
