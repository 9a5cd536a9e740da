import { Input } from 'antd';
import { useState } from 'react';

interface Props {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
  'aria-label'?: string;
}

// "9", "930", "9:30" and "24:00" are times of day; anything else stays as it was typed, for whoever checks it.
export function timeOf(typed: string): string {
  const [, h, m = ''] = /^\s*(\d{1,2}?)[:.：]?(\d{2})?\s*$/.exec(typed) ?? [];
  if (h === undefined) return typed.trim();
  const [hour, minute] = [Number(h), m === '' ? 0 : Number(m)];
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return typed.trim();
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

// A time of day as "09:30", up to "24:00", which a clock does not show.
export function TimeInput({ value = '', onChange, ...rest }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    if (typed !== null) onChange?.(timeOf(typed));
    setTyped(null);
  };
  return (
    <Input
      {...rest}
      value={typed ?? value}
      inputMode="numeric"
      placeholder="09:30"
      maxLength={8}
      style={{ width: 88 }}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={take}
      onPressEnter={take}
    />
  );
}
