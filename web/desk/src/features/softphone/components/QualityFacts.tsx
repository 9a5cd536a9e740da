import { useTranslation } from 'react-i18next';
import type { SoundQuality } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { levelOfMos, tones } from '../state/health';
import styles from './Phone.module.css';

export function QualityFacts({ quality }: { quality: SoundQuality }) {
  const { t, i18n } = useTranslation('softphone');
  const format = useFormat();
  const oneDigit = new Intl.NumberFormat(i18n.language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const ms = (value: number) => `${format.number(Math.round(value))} ms`;
  const mos = (value: number) => {
    if (value <= 0) return '—';
    const level = levelOfMos(value);
    return (
      <Badge tone={tones[level]}>
        {t(`level_of.${level}`)} {oneDigit.format(value)}
      </Badge>
    );
  };
  return (
    <table className={styles.quality}>
      <caption>{t('quality.title')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('quality.you_hear')}</th>
          <th scope="col">{t('quality.you_are_heard')}</th>
        </tr>
      </thead>
      <tbody className="numbers">
        <tr>
          <th scope="row">{t('quality.mos')}</th>
          <td>{mos(quality.mos_out)}</td>
          <td>{mos(quality.mos_in)}</td>
        </tr>
        <tr>
          <th scope="row">{t('quality.loss')}</th>
          <td>{share.format(quality.loss_out)}</td>
          <td>{share.format(quality.loss_in)}</td>
        </tr>
        <tr>
          <th scope="row">{t('quality.jitter')}</th>
          <td>{ms(quality.jitter_out_ms)}</td>
          <td>{ms(quality.jitter_in_ms)}</td>
        </tr>
        <tr>
          <th scope="row">{t('quality.round_trip')}</th>
          <td colSpan={2}>{quality.round_trip_ms > 0 ? ms(quality.round_trip_ms) : '—'}</td>
        </tr>
      </tbody>
    </table>
  );
}
