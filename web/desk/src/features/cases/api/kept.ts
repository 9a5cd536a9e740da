import type { CaseMacro, CasePolicy, CaseRule, CaseType } from '@/lib/contract';
import { resource } from '@/lib/resource';

export const caseTypes = resource<CaseType>('/case-types');
export const casePolicies = resource<CasePolicy>('/case-policies');
export const caseMacros = resource<CaseMacro>('/case-macros');
export const caseRules = resource<CaseRule>('/case-rules');
