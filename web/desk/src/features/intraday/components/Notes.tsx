import { useTranslation } from 'react-i18next';
import type { Outlook, OutlookPart } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import styles from './Intraday.module.css';

const namesShown = 5;

// What was assumed, and how near the played morning comes to the real one.
export function Notes({ outlook, part }: { outlook: Outlook; part: OutlookPart }) {
  const { t } = useTranslation('intraday');
  const format = useFormat();
  const { waiting, waiting_played, busy, busy_played } = part.nearness;
  const one = (value: number) => format.number(Math.round(value * 10) / 10);
  const named = (names: string[]) =>
    names.length > namesShown
      ? t('and_more', { names: names.slice(0, namesShown).join(', '), count: names.length - namesShown })
      : names.join(', ');
  return (
    <section aria-labelledby="notes" className={styles.notes}>
      <h2 id="notes">{t('assumed')}</h2>
      <ul>
        <li>
          {t('nearness', {
            waiting: one(waiting),
            waiting_played: one(waiting_played),
            busy: one(busy),
            busy_played: one(busy_played),
          })}
        </li>
        {outlook.notes.map(({ kind, names }) => (
          <li key={kind}>{t(`note.${kind}`, { names: named(names) })}</li>
        ))}
      </ul>
    </section>
  );
}
