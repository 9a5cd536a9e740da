import type { Company, CustomField } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const customerFields = resource<CustomField>('/customer-fields');
export const companies = resource<Company>('/companies');
