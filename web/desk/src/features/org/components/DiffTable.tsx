import { useTranslation } from 'react-i18next';
import { differences } from '../state/diff';
import styles from './Org.module.css';

export function DiffTable({ before, after }: { before: unknown; after: unknown }) {
  const { t } = useTranslation('org');
  const rows = differences(before, after);
  if (rows.length === 0) return <p className="quiet">{t('audit.no_difference')}</p>;
  return (
    <table className={styles.diff}>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.path}>
            <th scope="row">{row.path}</th>
            <td>{row.before !== undefined && <span className={styles.gone}>{row.before}</span>}</td>
            <td>{row.after !== undefined && <span className={styles.added}>{row.after}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
