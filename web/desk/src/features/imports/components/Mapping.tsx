import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ImportColumn } from '@/lib/contract';
import styles from './Imports.module.css';

interface Props {
  columns: ImportColumn[];
  mapping: Record<string, string>;
  fields: { value: string; label: string }[];
  onChange: (header: string, field: string) => void;
}

export function Mapping({ columns, mapping, fields, onChange }: Props) {
  const { t } = useTranslation('imports');
  const options = [{ value: '', label: t('not_read') }, ...fields];
  return (
    <section aria-label={t('mapping')}>
      <h2>{t('mapping')}</h2>
      <div className={styles.mapping}>
        {columns.map(({ header }, place) => (
          <Column
            key={`${place} ${header}`}
            header={header || t('no_header', { place: place + 1 })}
            field={mapping[header] ?? ''}
            options={options}
            onChange={(field) => onChange(header, field)}
          />
        ))}
      </div>
    </section>
  );
}

interface ColumnProps {
  header: string;
  field: string;
  options: { value: string; label: string }[];
  onChange: (field: string) => void;
}

function Column({ header, field, options, onChange }: ColumnProps) {
  return (
    <>
      <span>{header}</span>
      <Select
        aria-label={header}
        showSearch={{ optionFilterProp: 'label' }}
        value={field}
        options={options}
        onChange={onChange}
      />
    </>
  );
}
