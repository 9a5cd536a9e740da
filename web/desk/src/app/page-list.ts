import type { Permission } from '@/lib/contract';

export type PageName =
  | 'conversations'
  | 'schedule'
  | 'cases'
  | 'board'
  | 'history'
  | 'customers'
  | 'knowledge'
  | 'community'
  | 'planning'
  | 'admin';

const adminPermissions: Permission[] = [
  'manage_users',
  'manage_routing',
  'manage_channels',
  'manage_organisation',
  'manage_recordings',
  'manage_tokens',
  'see_audit',
];

const needs: Record<PageName, Permission[]> = {
  conversations: ['take_interactions'],
  schedule: ['take_interactions'],
  cases: ['take_interactions', 'supervise', 'see_history'],
  board: ['see_board'],
  history: ['see_history'],
  customers: ['take_interactions', 'supervise', 'see_history'],
  knowledge: ['write_knowledge', 'publish_knowledge'],
  community: ['take_interactions', 'supervise', 'write_knowledge', 'publish_knowledge'],
  planning: ['plan', 'supervise'],
  admin: adminPermissions,
};

// In the order of the navigation; one of the permissions is enough.
export function visiblePages(permissions: Permission[]): PageName[] {
  const names = Object.keys(needs) as PageName[];
  return names.filter((name) => needs[name].some((each) => permissions.includes(each)));
}
