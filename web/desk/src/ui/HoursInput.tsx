import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  id?: string;
  value?: number | null;
  onChange?: (seconds: number | null) => void;
  step?: number; // hours
  'aria-label'?: string;
}

// A length of time that is kept in seconds and entered in hours; empty where there is none.
export function HoursInput({ value, onChange, step = 0.5, ...rest }: Props) {
  const { t } = useTranslation('ui');
  return (
    <InputNumber
      {...rest}
      min={0}
      step={step}
      value={value == null ? null : value / 3600}
      suffix={t('unit.hour')}
      style={{ width: 130 }}
      onChange={(hours) => onChange?.(hours == null ? null : Math.round(hours * 3600))}
    />
  );
}
