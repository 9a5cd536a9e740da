import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseField } from '@/lib/contract';
import { nameIn } from '@/lib/directory';
import { CaseFieldInput } from './CaseFieldInput';

interface Props {
  field: CaseField;
  value: string;
  canChange: boolean;
  onSave: (value: string) => void;
}

// Saved when one leaves it.
export function FieldRow({ field, value, canChange, onSave }: Props) {
  const { t, i18n } = useTranslation('cases');
  const [text, setText] = useState(value);
  const name = nameIn(i18n.language, { ...field, id: field.key }) ?? field.key;
  const save = (next: string) => {
    if (next !== value) onSave(next);
  };
  const isTyped = field.kind === 'text' || field.kind === 'integer' || field.kind === 'decimal';
  return (
    <>
      <dt>
        {name}
        {field.is_needed_to_solve && <span title={t('needed_to_solve')}> *</span>}
      </dt>
      <dd onBlur={() => isTyped && save(text)}>
        {canChange ? (
          <CaseFieldInput
            field={field}
            label={name}
            value={text}
            onChange={(next) => {
              setText(next);
              if (!isTyped) save(next);
            }}
          />
        ) : (
          value || '—'
        )}
      </dd>
    </>
  );
}
