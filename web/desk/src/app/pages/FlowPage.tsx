import { useParams } from 'react-router';
import { FlowEditor } from '@/features/flows/components/FlowEditor';
import { useMay } from '@/lib/session';
import { RouteFailure } from '../RouteFailure';

export function FlowPage() {
  const { id = '' } = useParams();
  const may = useMay('manage_routing');
  if (!may || !/^\d+$/.test(id)) return <RouteFailure isNotFound />;
  return <FlowEditor key={id} id={id} />;
}
