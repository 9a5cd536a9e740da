// The names under which answers are kept in the query cache; the live feed writes to the same ones.
export const keys = {
  session: ['session'] as const,
  directory: ['directory'] as const,
  desk: ['desk'] as const,
  board: ['board'] as const,
  callbacks: ['callbacks'] as const,
  colleagues: ['colleagues'] as const,
  cannedReplies: ['canned-replies'] as const,
  interaction: (id: string) => ['interaction', id] as const,
  messages: (id: string) => ['messages', id] as const,
  why: (id: string) => ['why', id] as const,
  recordings: (interactionId: string) => ['recordings', interactionId] as const,
  allRecordings: (filters: object) => ['recordings', 'all', filters] as const,
  recordingStory: (id: string) => ['recordings', 'story', id] as const,
  // Of one that is still made it is another outline than of one that is whole.
  peaks: (id: string, state: string) => ['peaks', id, state] as const,
  customer: (id: string) => ['customer', id] as const,
  customerInteractions: (id: string) => ['customer', id, 'interactions'] as const,
  history: (filters: object) => ['history', filters] as const,
  admin: (resource: string) => ['admin', resource] as const,
};
