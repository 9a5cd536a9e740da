import { Checkbox, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import type { RecordingFilters } from '../api/search-recordings';
import styles from './RecordingsPage.module.css';

interface Props {
  filters: RecordingFilters;
  onChange: (part: RecordingFilters) => void;
}

export function RecordingFilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation('recordings');
  const { queues, users } = useDirectory();
  const day = (text: string | undefined) => (text ? dayjs(text) : null);
  const select = (name: 'queue_id' | 'agent_id', label: string, items: { id: string; name: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={label}
      aria-label={label}
      value={filters[name]}
      options={items.map((each) => ({ value: each.id, label: each.name }))}
      onChange={(value?: string) => onChange({ [name]: value })}
      className={styles.select}
    />
  );
  return (
    <div className={styles.bar} role="search">
      {select('queue_id', t('queue'), queues)}
      {select(
        'agent_id',
        t('agents'),
        users.filter(({ is_agent }) => is_agent),
      )}
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        value={[day(filters.from), day(filters.to)]}
        placeholder={[t('all.from'), t('all.to')]}
        onChange={(range) =>
          onChange({
            from: range?.[0]?.startOf('day').toISOString(),
            to: range?.[1]?.endOf('day').toISOString(),
          })
        }
      />
      <Checkbox
        checked={filters.is_kept ?? false}
        onChange={({ target }) => onChange({ is_kept: target.checked || undefined })}
      >
        {t('hold.only')}
      </Checkbox>
    </div>
  );
}
