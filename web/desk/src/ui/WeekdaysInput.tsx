import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  id?: string;
  value?: number[];
  onChange?: (weekdays: number[]) => void;
  placeholder?: string; // what none of them means
  'aria-label'?: string;
}

// Some of the weekdays; 1 is Monday. 5 January 1970 was one.
export function WeekdaysInput({ value, onChange, ...rest }: Props) {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <Select<number[]>
      {...rest}
      mode="multiple"
      allowClear
      value={value}
      options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
        value: day,
        label: format.format(Date.UTC(1970, 0, 4 + day)),
      }))}
      onChange={(days) => onChange?.([...days].sort((a, b) => a - b))}
      style={{ minWidth: 200, maxWidth: 380 }}
    />
  );
}
