import type { Permission } from '@/lib/contract';

// In the order in which somebody sets up a role.
export const allPermissions: Permission[] = [
  'take_interactions',
  'see_board',
  'supervise',
  'see_history',
  'listen_recordings',
  'manage_recordings',
  'write_knowledge',
  'publish_knowledge',
  'manage_users',
  'manage_routing',
  'manage_channels',
  'manage_organisation',
  'manage_tokens',
  'see_audit',
  'plan',
  'analyse',
];
