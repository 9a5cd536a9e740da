import type { ArticleCategory } from '@/lib/api-types';
import { resource } from '@/lib/resource';

export const categories = resource<ArticleCategory>('/article-categories');
