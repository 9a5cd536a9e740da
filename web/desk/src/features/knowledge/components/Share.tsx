import { useTranslation } from 'react-i18next';
import type { Afterwards } from '@/lib/api-types';
import { useFormat } from '@/lib/format';
import styles from './Knowledge.module.css';

// How many contacted us afterwards, and how sure that is.
export function Share({ of }: { of: Afterwards }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  if (of.attempts === 0) return <span className="quiet">{t('deflection.none_over')}</span>;
  const percent = (perMille: number) => format.percent(perMille / 1000);
  return (
    <span className={styles.share}>
      <span className="numbers">
        {percent(of.per_mille)}{' '}
        <span className="quiet">
          ({t('deflection.interval', { low: percent(of.low_per_mille), high: percent(of.high_per_mille) })})
        </span>
      </span>
      <span className="quiet">
        {t('deflection.of', { contacted: of.contacted, count: of.attempts, about: of.about_it })}
      </span>
    </span>
  );
}
