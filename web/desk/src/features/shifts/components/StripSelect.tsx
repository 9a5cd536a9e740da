import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { StaffCoverage } from '@/lib/contract';
import { shownStrips, stripsAtFirst } from '../state/coverage';

interface Props {
  coverage: StaffCoverage[];
  chosen: string[];
  onChoose: (requirements: string[]) => void;
}

// Whose need is shown above the shifts, where there are more than one sees at once. None chosen: the worst few.
export function StripSelect({ coverage, chosen, onChoose }: Props) {
  const { t } = useTranslation('shifts');
  if (coverage.length <= stripsAtFirst) return null;
  const shown = shownStrips(coverage, chosen).length;
  return (
    <Select
      mode="multiple"
      allowClear
      value={chosen}
      aria-label={t('strips.label')}
      placeholder={t('strips.worst', { count: shown })}
      maxTagCount={0}
      maxTagPlaceholder={t('strips.shown', { count: shown, all: coverage.length })}
      style={{ width: 210 }}
      popupMatchSelectWidth={false}
      options={coverage.map(({ requirement }) => ({ value: requirement, label: requirement }))}
      onChange={onChoose}
    />
  );
}
