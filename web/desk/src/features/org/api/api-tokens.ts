import type { ApiToken } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const apiTokens = resource<ApiToken>('/api-tokens');
