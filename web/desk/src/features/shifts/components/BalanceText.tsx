import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import type { Balance } from '../state/coverage';
import styles from './Board.module.css';

const little = 0.05; // hours

// Hours too few and too many; nothing where there are neither.
export function BalanceText({ under, over }: Balance) {
  const { t } = useTranslation('shifts');
  const format = useFormat();
  const hours = (value: number) => format.number(Math.round(value * 10) / 10);
  return (
    <>
      {under >= little && (
        <span className={styles.under}>{t('coverage.under', { hours: hours(under) })}</span>
      )}{' '}
      {over >= little && <span className="quiet">{t('coverage.over', { hours: hours(over) })}</span>}
      {under < little && over < little && <span className="quiet">{t('coverage.even')}</span>}
    </>
  );
}
