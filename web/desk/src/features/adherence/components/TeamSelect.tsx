import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDirectory } from '@/lib/directory';
import styles from './Adherence.module.css';

export function TeamSelect({ value, onChange }: { value: string; onChange: (team: string) => void }) {
  const { t } = useTranslation('adherence');
  const { teams } = useDirectory();
  return (
    <Select
      className={styles.team}
      aria-label={t('team')}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      options={[
        { value: '', label: t('all_teams') },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={onChange}
    />
  );
}
