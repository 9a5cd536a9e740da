import { useNavigate, useParams } from 'react-router';
import { CustomerFile } from '@/features/customers/components/CustomerFile';
import { CustomerProtectionSection } from '@/features/protection/components/CustomerProtectionSection';
import { ValueSection } from '@/features/value/components/ValueSection';
import { useSession } from '@/lib/session';

export function CustomerPage() {
  const navigate = useNavigate();
  const { permissions } = useSession();
  const { id = '' } = useParams();
  return (
    <CustomerFile
      customerId={id}
      first={<ValueSection customerId={id} />}
      onRead={(other) => void navigate(`/interactions/${other}`)}
      further={
        permissions.includes('manage_organisation') && <CustomerProtectionSection key={id} customerId={id} />
      }
    />
  );
}
