import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseField } from '@/lib/contract';
import { DateInput } from '@/ui/DateInput';

interface Props {
  field: CaseField;
  id?: string;
  label?: string; // where nothing beside it says what it is
  value?: string;
  onChange?: (value: string) => void;
}

// One custom field; values travel as text.
export function CaseFieldInput({ field, id, label, value, onChange }: Props) {
  const { t } = useTranslation('cases');
  if (field.kind === 'choice' || field.kind === 'boolean') {
    const options =
      field.kind === 'choice'
        ? field.choices.map((each) => ({ value: each, label: each }))
        : [
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ];
    return (
      <Select
        id={id}
        aria-label={label}
        allowClear
        value={value || undefined}
        options={options}
        onChange={(next?: string) => onChange?.(next ?? '')}
        style={{ width: '100%' }}
      />
    );
  }
  if (field.kind === 'date')
    return <DateInput id={id} aria-label={label} value={value} onChange={(next) => onChange?.(next ?? '')} />;
  return (
    <TextField id={id} label={label} value={value} onChange={onChange} isNumber={field.kind !== 'text'} />
  );
}

function TextField({ id, label, value, onChange, isNumber }: Omit<Props, 'field'> & { isNumber: boolean }) {
  return (
    <Input
      id={id}
      aria-label={label}
      value={value}
      inputMode={isNumber ? 'decimal' : undefined}
      maxLength={500}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
}
