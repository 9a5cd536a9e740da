// What a step can point to, to choose from.
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FlowDefinition } from '@/lib/api-types';
import { useDirectory } from '@/lib/directory';

const search = { optionFilterProp: 'label' };
const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });

interface Props {
  id?: string;
  value: string;
  label?: string;
  onChange: (value: string) => void;
}

// Without a queue there is "0" in a definition.
export function QueueChoice({ id, value, onChange }: Props) {
  const { queues } = useDirectory();
  return (
    <Select
      id={id}
      showSearch={search}
      value={value === '0' ? undefined : value}
      options={queues.map(named)}
      onChange={onChange}
    />
  );
}

export function AgentChoice({ id, value, onChange }: Props) {
  const { users } = useDirectory();
  const agents = users.filter(({ is_agent, is_active }) => is_agent && is_active);
  return (
    <Select
      id={id}
      showSearch={search}
      value={value || undefined}
      options={agents.map(named)}
      onChange={onChange}
    />
  );
}

interface AttributeProps extends Props {
  flow: FlowDefinition;
  // Only those that hold words.
  isText?: boolean;
  isOptional?: boolean;
  more?: string[];
}

export function AttributeChoice({
  id,
  flow,
  value,
  label,
  isText,
  isOptional,
  more = [],
  onChange,
}: AttributeProps) {
  const { t } = useTranslation('flows');
  const fitting = flow.attributes.filter(({ type }) => !isText || type === 'text').map(({ name }) => name);
  return (
    <Select
      id={id}
      showSearch
      allowClear={isOptional}
      aria-label={label}
      value={value || undefined}
      placeholder={t(isOptional ? 'no_attribute' : 'attribute')}
      options={[...more, ...fitting].map((name) => ({ value: name, label: name }))}
      notFoundContent={t('declare_attribute')}
      onChange={(next: string | undefined) => onChange(next ?? '')}
    />
  );
}
