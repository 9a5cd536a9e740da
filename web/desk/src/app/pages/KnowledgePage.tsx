import { useNavigate, useParams } from 'react-router';
import { ArticleEditor } from '@/features/knowledge/components/ArticleEditor';
import { KnowledgePage as Shelves } from '@/features/knowledge/components/KnowledgePage';
import { useMay } from '@/lib/session';
import { RouteFailure } from '../RouteFailure';

export function KnowledgePage() {
  const { id } = useParams();
  const navigate = useNavigate();
  const mayWrite = useMay('write_knowledge');
  const mayPublish = useMay('publish_knowledge');
  if (!mayWrite && !mayPublish) return <RouteFailure isNotFound />;
  const open = (article: string) => void navigate(`/knowledge/${article}`);
  if (id === undefined) return <Shelves onOpen={open} />;
  if (id !== 'new' && !/^\d+$/.test(id)) return <RouteFailure isNotFound />;
  return (
    <ArticleEditor
      key={id}
      id={id === 'new' ? undefined : id}
      onMade={(article) => void navigate(`/knowledge/${article}`, { replace: true })}
      onLeave={() => void navigate('/knowledge')}
    />
  );
}
