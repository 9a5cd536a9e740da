import { useParams } from 'react-router';
import { RequirementsForm } from './RequirementsForm';
import { RequirementsResult } from './RequirementsResult';

// Without an id of a computation: what is to be kept.
export function RequirementsPage() {
  const { id } = useParams();
  return id ? <RequirementsResult key={id} id={id} /> : <RequirementsForm />;
}
