import { Select } from 'antd';
import { useResourceList } from '@/lib/resource';
import { trunks } from '../api/trunks';

interface Props {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
  placeholder?: string;
}

export function TrunkSelect(props: Props) {
  const { data } = useResourceList(trunks);
  return (
    <Select
      {...props}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={data?.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
