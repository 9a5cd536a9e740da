import { ImportPage } from '@/features/imports/components/ImportPage';

export function ImportsPage() {
  return <ImportPage />;
}
