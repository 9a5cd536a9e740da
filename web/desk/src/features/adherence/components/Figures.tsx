import { useTranslation } from 'react-i18next';
import type { AdherenceFigures } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import styles from './Adherence.module.css';
import { useLengthText } from './use-length-text';

interface Figure {
  name: string;
  value: string;
  isBad?: boolean;
}

// The figures of somebody or of all; nothing scheduled, no share of it.
export function Figures({ figures, more = [] }: { figures: AdherenceFigures; more?: Figure[] }) {
  const { t } = useTranslation('adherence');
  const format = useFormat();
  const length = useLengthText();
  const share = (value: number | null | undefined) => (value == null ? '—' : format.percent(value));
  const all: Figure[] = [
    ...more,
    { name: t('adherence'), value: share(figures.adherence) },
    { name: t('conformance'), value: share(figures.conformance) },
    { name: t('scheduled'), value: length(figures.scheduled_s) },
    { name: t('missed'), value: length(figures.scheduled_s - figures.adherent_s) },
    { name: t('excused'), value: length(figures.excused_s) },
    { name: t('unscheduled'), value: length(figures.unscheduled_s) },
  ];
  return (
    <dl className={styles.figures}>
      {all.map(({ name, value, isBad }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={`numbers ${isBad ? styles.bad : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
