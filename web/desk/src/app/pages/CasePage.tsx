import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { CaseDetails } from '@/features/cases/components/CaseDetails';
import { CaseArticles } from '@/features/knowledge/components/CaseArticles';
import { Insertions, InsertionsContext } from '@/lib/insertions';
import { RouteFailure } from '../RouteFailure';

export function CasePage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const [insertions] = useState(() => new Insertions());
  if (!/^\d+$/.test(id)) return <RouteFailure isNotFound />;
  return (
    <InsertionsContext value={insertions}>
      <CaseDetails
        id={id}
        onRead={(other) => void navigate(`/interactions/${other}`)}
        articles={(canChange) => <CaseArticles key={id} caseId={id} canChange={canChange} />}
      />
    </InsertionsContext>
  );
}
