import { Select } from 'antd';
import { useResourceList } from '@/lib/resource';
import { prompts } from '../api/prompts';

interface Props {
  id: string;
  value: string;
  // What stands there when nothing is chosen.
  none: string;
  onChange: (value: string) => void;
}

// An uploaded recording.
export function PromptChoice({ id, value, none, onChange }: Props) {
  const { data = [] } = useResourceList(prompts);
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value === '' || value === '0' ? undefined : value}
      placeholder={none}
      options={data.map((each) => ({
        value: each.id,
        label: each.language ? `${each.name} · ${each.language}` : each.name,
      }))}
      onChange={(next?: string) => onChange(next ?? '')}
    />
  );
}
