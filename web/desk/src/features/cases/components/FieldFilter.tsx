import { FilterOutlined } from '@ant-design/icons';
import { Badge, Button, Form, Popover, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCaseTypes } from '../api/get-cases';
import { keptFields, writtenFields } from '../state/field-filter';
import { CaseFieldInput } from './CaseFieldInput';
import styles from './Cases.module.css';

export interface FieldChoice {
  type_id?: string;
  fields?: string; // as the server reads them: KEY=VALUE, one a line
}

interface Props {
  value: FieldChoice;
  onChange: (value: FieldChoice) => void;
}

// Cases of one type, and of these those whose custom fields say so.
export function FieldFilter({ value, onChange }: Props) {
  const { t, i18n } = useTranslation('cases');
  const types = useCaseTypes();
  const chosen = types.find(({ id }) => id === value.type_id);
  const given = keptFields(value.fields);
  const count = Object.keys(given).length + (value.type_id ? 1 : 0);
  if (types.length === 0 && count === 0) return null;
  const name = (each: { name: string; name_zh: string }) =>
    (i18n.language.startsWith('zh') && each.name_zh) || each.name;
  const form = (
    <Form layout="vertical" size="small" className={styles.fieldFilter}>
      <Form.Item label={t('type')} htmlFor="filter-type">
        <Select
          id="filter-type"
          allowClear
          value={value.type_id}
          options={types.map((each) => ({ value: each.id, label: name(each) }))}
          onChange={(type_id?: string) => onChange(type_id ? { type_id } : {})}
        />
      </Form.Item>
      {chosen?.fields.map((field) => (
        <Form.Item key={field.key} label={name(field)} htmlFor={`filter-${field.key}`}>
          <CaseFieldInput
            id={`filter-${field.key}`}
            field={field}
            value={given[field.key] ?? ''}
            onChange={(text) =>
              onChange({ ...value, fields: writtenFields({ ...given, [field.key]: text }) })
            }
          />
        </Form.Item>
      ))}
    </Form>
  );
  return (
    <Popover content={form} trigger="click" placement="bottomRight">
      <Badge count={count} size="small">
        <Button icon={<FilterOutlined />}>{t('filter')}</Button>
      </Badge>
    </Popover>
  );
}
