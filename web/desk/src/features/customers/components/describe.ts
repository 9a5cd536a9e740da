import type { CustomerRow } from '@/lib/contract';

// A customer in a line: who they are and what they are reached at.
export function describe(row: CustomerRow): string {
  const known = [row.name, row.email, row.phone, row.external_id].filter(Boolean);
  return known.length > 0 ? known.join(' · ') : `#${row.id.slice(-4)}`;
}
