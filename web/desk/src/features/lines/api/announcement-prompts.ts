import { resource } from '@/lib/resource';

// Uploads, as far as a number needs them.
export const announcementPrompts = resource<{ id: string; name: string }>('/prompts');
