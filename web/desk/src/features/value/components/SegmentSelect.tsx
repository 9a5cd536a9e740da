import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useResourceList } from '@/lib/resource';
import { segments } from '../api/kept';
import { useSegmentName } from './SegmentTags';

interface Props {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

export function SegmentSelect({ value, onChange }: Props) {
  const { t } = useTranslation('value');
  const nameOf = useSegmentName();
  const { data } = useResourceList(segments);
  if (!data?.length) return null;
  return (
    <Select
      allowClear
      value={value}
      onChange={(id: string | undefined) => onChange(id)}
      placeholder={t('any_segment')}
      aria-label={t('segment')}
      style={{ width: 200 }}
      options={[...data]
        .sort((a, b) => a.rank - b.rank)
        .map((each) => ({ value: each.id, label: nameOf(each) }))}
    />
  );
}
