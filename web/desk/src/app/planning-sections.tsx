import type { ComponentType } from 'react';

export interface PlanningSection {
  path: string;
  group: 'data' | 'plan' | 'today';
  Page: ComponentType;
}

// In the order of the work: what came, what will come, who is needed, who works, how it goes.
export const planningSections: PlanningSection[] = [];
