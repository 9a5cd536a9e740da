import { useNavigate } from 'react-router';
import { Cases } from '@/features/cases/components/Cases';

export function CasesPage() {
  const navigate = useNavigate();
  return <Cases onOpen={(id) => void navigate(`/cases/${id}`)} />;
}
