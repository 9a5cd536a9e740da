import { DatePicker } from 'antd';
import dayjs from 'dayjs';

interface Props {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
  'aria-label'?: string;
}

// A date as "2026-12-25". Enter takes over what was typed; the form is sent by its button.
export function DateInput({ value, onChange, ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      value={value ? dayjs(value) : null}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault();
      }}
      onChange={(next) => onChange?.(next ? next.format('YYYY-MM-DD') : '')}
      style={{ width: 132 }}
    />
  );
}
