import { App as AntApp, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile, CustomField } from '@/lib/contract';
import { useResourceList } from '@/lib/resource';
import { useProblemText } from '@/ui/use-problem-text';
import { useChangeProfile } from '../api/change-profile';
import { companies, customerFields } from '../api/kept';
import { EditableField } from './EditableField';
import styles from './CustomerPanel.module.css';

// The company, and the fields that the organisation made up.
export function OwnFields({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const { data: fields } = useResourceList(customerFields);
  const { data: known } = useResourceList(companies);
  const change = useChangeProfile(profile.id);
  return (
    <section className={styles.section}>
      <Choice
        label={t('company')}
        value={profile.company?.id}
        options={(known ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onSave={(id) => change.mutateAsync({ company_id: id ?? '0' })}
      />
      {(fields ?? []).map((field) => (
        <OwnField key={field.id} field={field} profile={profile} />
      ))}
    </section>
  );
}

function OwnField({ field, profile }: { field: CustomField; profile: CustomerProfile }) {
  const { t, i18n } = useTranslation('customers');
  const change = useChangeProfile(profile.id);
  const label = (i18n.language.startsWith('zh') && field.label_zh) || field.label;
  const value = profile.values[field.name]?.value;
  const save = (text: string) => change.mutateAsync({ custom: { [field.name]: text } });
  if (field.type !== 'choice' && field.type !== 'boolean')
    return (
      <EditableField label={label} value={value ?? ''} onSave={async (text) => void (await save(text))} />
    );
  const options =
    field.type === 'choice'
      ? field.choices.map((each) => ({ value: each, label: each }))
      : ['true', 'false'].map((each) => ({ value: each, label: t(each) }));
  return <Choice label={label} value={value} options={options} onSave={(text) => save(text ?? '')} />;
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onSave: (value: string | undefined) => Promise<unknown>;
}

function Choice({ label, value, options, onSave }: ChoiceProps) {
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <Select
        size="small"
        variant="filled"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={label}
        value={value}
        placeholder="—"
        options={options}
        onChange={(next?: string) =>
          void onSave(next).catch((error: unknown) => void message.error(problemText(error)))
        }
      />
    </label>
  );
}
