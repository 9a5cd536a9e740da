import { resource } from '@/lib/resource';

// Recordings that were uploaded, as far as a flow needs them.
export const prompts = resource<{ id: string; name: string; language: string }>('/prompts');
