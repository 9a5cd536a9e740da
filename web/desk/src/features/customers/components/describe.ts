import type { CustomerRow } from '@/lib/contract';

// A customer in a line: who they are and what they are reached at.
export function describe(row: CustomerRow): string {
  const known = [row.name, row.email, row.phone, row.external_id].filter(Boolean);
  return known.length > 0 ? known.join(' · ') : signOf(row.id);
}

// The sign under which the server shows somebody whose name nobody knows (desk/presenter.cpp).
function signOf(id: string): string {
  const mixed = BigInt.asUintN(64, BigInt(id) * 0x9e3779b97f4a7c15n) >> 48n;
  return `#${mixed.toString(16).padStart(4, '0')}`;
}
