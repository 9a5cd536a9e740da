import { useNavigate, useSearchParams } from 'react-router';
import { Customers } from '@/features/customers/components/Customers';
import { SegmentCustomers } from '@/features/value/components/SegmentCustomers';
import { SegmentSelect } from '@/features/value/components/SegmentSelect';

// A segment, or words: each takes the place of the other, in the address.
export function CustomersPage() {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const segment = params.get('segment') ?? undefined;
  const open = (id: string) => void navigate(`/customers/${id}`);
  return (
    <Customers
      onOpen={open}
      filter={
        <SegmentSelect
          value={segment}
          onChange={(id) => setParams(id ? { segment: id } : {}, { replace: true })}
        />
      }
      filtered={segment ? <SegmentCustomers key={segment} segmentId={segment} onOpen={open} /> : undefined}
    />
  );
}
