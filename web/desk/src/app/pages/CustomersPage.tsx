import { useNavigate } from 'react-router';
import { Customers } from '@/features/customers/components/Customers';

export function CustomersPage() {
  const navigate = useNavigate();
  return <Customers onOpen={(id) => void navigate(`/customers/${id}`)} />;
}
