import { useNavigate, useParams } from 'react-router';
import { CustomerFile } from '@/features/customers/components/CustomerFile';

export function CustomerPage() {
  const navigate = useNavigate();
  const { id = '' } = useParams();
  return <CustomerFile customerId={id} onRead={(other) => void navigate(`/interactions/${other}`)} />;
}
