import type { ComponentType } from 'react';
import { ForecastPage, runPath } from '@/features/forecast/components/ForecastPage';
import { SpecialDaysPage } from '@/features/forecast/components/SpecialDaysPage';
import { JobsPage } from '@/features/jobs/components/JobsPage';
import { WorkloadPage } from '@/features/workload/components/WorkloadPage';
import { RequirementsPage } from '@/features/requirements/components/RequirementsPage';
import { WhatIfPage } from '@/features/whatif/components/WhatIfPage';
import type { Job } from '@/lib/contract';

export interface PlanningSection {
  path: string;
  group: 'data' | 'plan' | 'today';
  Page: ComponentType;
}

// Where what a computation gave is shown, by its kind.
const resultsOf: Record<string, (jobId: string) => string> = {
  forecast: runPath,
  requirements: (jobId) => `/planning/requirements/${jobId}`,
  whatif: (jobId) => `/planning/whatif/${jobId}`,
};
const pathOf = ({ kind, id }: Job) => resultsOf[kind]?.(id);

// In the order of the work: what came, what will come, who is needed, who works, how it goes.
export const planningSections: PlanningSection[] = [
  { path: 'forecast', group: 'plan', Page: ForecastPage },
  { path: 'requirements', group: 'plan', Page: RequirementsPage },
  { path: 'whatif', group: 'plan', Page: WhatIfPage },
  { path: 'history', group: 'data', Page: WorkloadPage },
  { path: 'special_days', group: 'data', Page: SpecialDaysPage },
  {
    path: 'jobs',
    group: 'data',
    Page: () => <JobsPage kinds={Object.keys(resultsOf)} pathOf={pathOf} />,
  },
];
