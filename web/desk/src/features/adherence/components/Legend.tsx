import { useTranslation } from 'react-i18next';
import styles from './Adherence.module.css';

const marks = [
  'planned_work',
  'planned_pause',
  'available',
  'away',
  'not_responding',
  'deviation',
  'excuse',
] as const;

// What the strips' marks mean: shape and place repeat what the colour says.
export function Legend() {
  const { t } = useTranslation('adherence');
  return (
    <ul className={styles.legend} aria-label={t('legend.title')}>
      {marks.map((mark) => (
        <li key={mark}>
          <span className={`${styles.swatch} ${styles[mark]}`} aria-hidden="true" />
          {t(`legend.${mark}`)}
        </li>
      ))}
    </ul>
  );
}
