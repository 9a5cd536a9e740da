import { useNavigate, useParams } from 'react-router';
import { CommunityPage as Square } from '@/features/community/components/CommunityPage';
import { QuestionPage } from '@/features/community/components/QuestionPage';
import { RouteFailure } from '../RouteFailure';

export function CommunityPage() {
  const { id } = useParams();
  const navigate = useNavigate();
  if (id === undefined) return <Square onOpen={(question) => void navigate(`/community/${question}`)} />;
  if (!/^\d+$/.test(id)) return <RouteFailure isNotFound />;
  return <QuestionPage key={id} id={id} onLeave={() => void navigate('/community')} />;
}
