import { useTranslation } from 'react-i18next';
import type { OutlookPart } from '@/lib/contract';
import styles from './Intraday.module.css';
import { useNumbers } from './use-numbers';

// So far as it was; the rest and the whole day as the runs have it.
export function Standing({ part, target }: { part: OutlookPart; target: number }) {
  const { t } = useTranslation('intraday');
  const { share, shareRange, count, countRange } = useNumbers();
  const { so_far, rest, whole } = part;
  const isMissed = (level: number | undefined) => level !== undefined && level < target;
  const rows = [
    {
      name: t('figure.service_level'),
      soFar: share(so_far.service_level),
      isBadSoFar: isMissed(so_far.service_level),
      rest: share(rest.service_level?.mean),
      restRange: shareRange(rest.service_level),
      isBadRest: isMissed(rest.service_level?.mean),
      whole: share(whole.service_level?.mean),
      wholeRange: shareRange(whole.service_level),
      isBadWhole: isMissed(whole.service_level?.mean),
    },
    {
      name: t('figure.abandonment'),
      soFar: share(so_far.abandonment),
      rest: share(rest.abandonment?.mean),
      restRange: shareRange(rest.abandonment),
      whole: share(whole.abandonment?.mean),
      wholeRange: shareRange(whole.abandonment),
    },
    {
      name: t('figure.occupancy'),
      soFar: share(so_far.occupancy),
      rest: share(rest.occupancy?.mean),
      restRange: shareRange(rest.occupancy),
      whole: share(whole.occupancy?.mean),
      wholeRange: shareRange(whole.occupancy),
    },
    {
      name: t('figure.contacts'),
      soFar: count(so_far.offered),
      rest: count(rest.offered.mean),
      restRange: countRange(rest.offered),
      whole: count(whole.offered.mean),
      wholeRange: countRange(whole.offered),
    },
  ];
  const cell = (value: string, range: string, isBad = false) => (
    <td className={`numbers ${isBad ? styles.bad : ''}`}>
      {value}
      {range && <small className="quiet"> {range}</small>}
    </td>
  );
  return (
    <table className={styles.standing}>
      <caption className={styles.unseen}>{t('standing')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('so_far')}</th>
          <th scope="col">{t('rest')}</th>
          <th scope="col">{t('whole')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {cell(row.soFar, '', row.isBadSoFar)}
            {cell(row.rest, row.restRange, row.isBadRest)}
            {cell(row.whole, row.wholeRange, row.isBadWhole)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
