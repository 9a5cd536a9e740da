import { InputNumber } from 'antd';

interface Props {
  id?: string;
  value?: number | undefined;
  min?: number; // as a share
  onChange?: (share: number | undefined) => void; // undefined: emptied
}

// A share between 0 and 1, entered in percent, to a tenth; 0 and 1 themselves are none.
export function ShareInput({ id, value, min = 0.001, onChange }: Props) {
  return (
    <InputNumber
      id={id}
      min={min * 100}
      max={99.9}
      suffix="%"
      value={value === undefined ? null : Math.round(value * 1000) / 10}
      onChange={(percent) => onChange?.(percent == null ? undefined : Math.round(percent * 10) / 1000)}
    />
  );
}
