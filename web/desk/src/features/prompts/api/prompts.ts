import type { Prompt } from '@/lib/api-types';
import { resource } from '@/lib/resource';

export const prompts = resource<Prompt>('/prompts');
