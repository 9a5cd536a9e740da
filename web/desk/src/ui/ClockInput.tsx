import { TimePicker } from 'antd';
import dayjs from 'dayjs';

interface Props {
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
  placeholder?: string;
  'aria-label'?: string;
  size?: 'small' | 'middle';
}

// A time of day as "09:30", on a 24-hour clock whatever the machine prefers. Enter takes over what was typed;
// the form is sent by its button.
export function ClockInput({ value, onChange, ...rest }: Props) {
  const time = value ? dayjs(`2000-01-01T${value}`) : null;
  return (
    <TimePicker
      {...rest}
      value={time?.isValid() ? time : null}
      format="HH:mm"
      minuteStep={5}
      needConfirm={false}
      changeOnScroll
      allowClear={!value ? false : undefined}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault();
      }}
      onChange={(next) => onChange?.(next ? next.format('HH:mm') : undefined)}
      style={{ width: 96 }}
    />
  );
}
