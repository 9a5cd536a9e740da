import { useNavigate, useParams } from 'react-router';
import { CaseDetails } from '@/features/cases/components/CaseDetails';
import { RouteFailure } from '../RouteFailure';

export function CasePage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  if (!/^\d+$/.test(id)) return <RouteFailure isNotFound />;
  return <CaseDetails id={id} onRead={(other) => void navigate(`/interactions/${other}`)} />;
}
