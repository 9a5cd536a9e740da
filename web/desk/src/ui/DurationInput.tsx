import { InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const seconds = { second: 1, minute: 60, hour: 3600, day: 86_400 };
type Unit = keyof typeof seconds;

// The largest unit in which it is a whole number.
function unitOf(value: number): Unit {
  if (value === 0) return 'second';
  const units: Unit[] = ['day', 'hour', 'minute'];
  return units.find((unit) => value % seconds[unit] === 0) ?? 'second';
}

interface Props {
  id?: string;
  value?: number;
  onChange?: (seconds: number) => void;
  'aria-label'?: string;
}

// A length of time, kept in seconds, entered in whatever unit is handy.
export function DurationInput({ id, value = 0, onChange, 'aria-label': label }: Props) {
  const { t } = useTranslation('ui');
  const [unit, setUnit] = useState<Unit>(() => unitOf(value));
  const options = (Object.keys(seconds) as Unit[]).map((each) => ({ value: each, label: t(`unit.${each}`) }));
  return (
    <Space.Compact>
      <InputNumber
        id={id}
        min={0}
        value={value / seconds[unit]}
        aria-label={label}
        style={{ width: 84 }}
        onChange={(next) => onChange?.(Math.round((next ?? 0) * seconds[unit]))}
      />
      <Select
        value={unit}
        options={options}
        aria-label={t('unit.title')}
        style={{ width: 84 }}
        onChange={(next: Unit) => {
          onChange?.(Math.round((value / seconds[unit]) * seconds[next]));
          setUnit(next);
        }}
      />
    </Space.Compact>
  );
}
