import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import type { Filters } from '../api/find-interactions';
import styles from './FilterBar.module.css';

interface Props {
  filters: Filters;
  onChange: (part: Filters) => void;
}

const states = ['queued', 'offered', 'active', 'wrap_up', 'closed'] as const;

export function FilterBar({ filters, onChange }: Props) {
  const { t, i18n } = useTranslation('history');
  const { queues, users } = useDirectory();
  dayjs.locale(i18n.language.startsWith('zh') ? 'zh-cn' : 'en');
  const hasAny = Object.values(filters).some(Boolean);
  const select = (name: 'state' | 'queue_id' | 'agent_id', options: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t(name)}
      aria-label={t(name)}
      value={filters[name]}
      options={options}
      onChange={(value?: string) => onChange({ [name]: value })}
      className={styles.select}
    />
  );
  const day = (text: string | undefined) => (text ? dayjs(text) : null);
  return (
    <div className={styles.bar} role="search">
      <Input.Search
        key={filters.text}
        allowClear
        defaultValue={filters.text}
        placeholder={t('text')}
        aria-label={t('text')}
        onSearch={(text) => onChange({ text: text.trim() || undefined })}
        className={styles.text}
      />
      {select(
        'queue_id',
        queues.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {select(
        'agent_id',
        users.filter(({ is_agent }) => is_agent).map(({ id, name }) => ({ value: id, label: name })),
      )}
      {select(
        'state',
        states.map((state) => ({ value: state, label: t(`ui:state.${state}`) })),
      )}
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        value={[day(filters.from), day(filters.to)]}
        placeholder={[t('from'), t('to')]}
        onChange={(range) =>
          onChange({
            from: range?.[0]?.startOf('day').toISOString(),
            to: range?.[1]?.endOf('day').toISOString(),
          })
        }
      />
      {hasAny && (
        <Button
          type="text"
          onClick={() =>
            onChange({
              text: undefined,
              state: undefined,
              queue_id: undefined,
              agent_id: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {t('clear')}
        </Button>
      )}
    </div>
  );
}
