import { Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFlowVersions } from '../api/get-flow-versions';
import { useFlowNames } from '../api/get-flows';
import type { FlowChoice } from '../state/changes';

interface Props {
  id?: string; // of the form's label
  value?: FlowChoice;
  onChange?: (value: FlowChoice) => void;
  none: string; // what no version means
  hasDraft?: boolean;
}

// A flow that customers begin with, and one of its versions.
export function FlowInput({ id, value, onChange, none, hasDraft = false }: Props) {
  const { t } = useTranslation('whatif');
  const flows = useFlowNames();
  const versions = useFlowVersions(value?.flow_id);
  const version = (number: number) => ({ value: String(number), label: t('version.number', { number }) });
  return (
    <Space wrap>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 240 }}
        loading={flows.isLoading}
        value={value?.flow_id}
        options={flows.data?.map((flow) => ({ value: flow.id, label: flow.name }))}
        onChange={(flow_id, option) => onChange?.({ flow_id, name: labelOf(option) })}
      />
      <Select
        aria-label={t('field.version')}
        style={{ width: 160 }}
        disabled={!value}
        loading={versions.isLoading}
        value={value?.version === undefined ? '' : String(value.version)}
        options={[
          { value: '', label: none },
          ...(hasDraft ? [{ value: '0', label: t('version.draft') }] : []),
          ...(versions.data ?? []).map((each) => version(each)),
        ]}
        onChange={(chosen) =>
          value &&
          onChange?.({
            flow_id: value.flow_id,
            name: value.name,
            ...(chosen === '' ? {} : { version: Number(chosen) }),
          })
        }
      />
    </Space>
  );
}

const labelOf = (option: unknown) => (option as { label?: string } | undefined)?.label ?? '';
