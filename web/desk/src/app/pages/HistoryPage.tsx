import { useNavigate } from 'react-router';
import { History } from '@/features/history/components/History';

export function HistoryPage() {
  const navigate = useNavigate();
  return <History onOpen={(id) => void navigate(`/interactions/${id}`)} />;
}
