import type { ComponentType } from 'react';
import { AdherencePage } from '@/features/adherence/components/AdherencePage';
import { ContractsPage } from '@/features/contracts/components/ContractsPage';
import { PlannedAgentsPage } from '@/features/contracts/components/PlannedAgentsPage';
import { ShiftTemplatesPage } from '@/features/contracts/components/ShiftTemplatesPage';
import { ForecastPage, runPath } from '@/features/forecast/components/ForecastPage';
import { SpecialDaysPage } from '@/features/forecast/components/SpecialDaysPage';
import { TodayPage } from '@/features/intraday/components/TodayPage';
import { JobsPage } from '@/features/jobs/components/JobsPage';
import { WorkloadPage } from '@/features/workload/components/WorkloadPage';
import { AbsencePage } from '@/features/requests/components/AbsencePage';
import { RequestsPage } from '@/features/requests/components/RequestsPage';
import { RequirementsPage } from '@/features/requirements/components/RequirementsPage';
import { SchedulesPage, fillPath } from '@/features/shifts/components/SchedulesPage';
import { WhatIfPage } from '@/features/whatif/components/WhatIfPage';
import type { Job, Permission } from '@/lib/contract';

export interface PlanningSection {
  path: string;
  group: 'data' | 'plan' | 'today';
  Page: ComponentType;
  needs?: Permission[]; // one of them; absent: plan
}

// Where what a computation gave is shown, by its kind.
const resultsOf: Record<string, (jobId: string) => string> = {
  forecast: runPath,
  outlook: () => '/planning/intraday',
  requirements: (jobId) => `/planning/requirements/${jobId}`,
  schedule: fillPath,
  whatif: (jobId) => `/planning/whatif/${jobId}`,
};
const pathOf = ({ kind, id }: Job) => resultsOf[kind]?.(id);

// In the order of the work: what came, what will come, who is needed, who works, how it goes.
export const planningSections: PlanningSection[] = [
  { path: 'forecast', group: 'plan', Page: ForecastPage },
  { path: 'requirements', group: 'plan', Page: RequirementsPage },
  { path: 'schedules', group: 'plan', Page: SchedulesPage },
  { path: 'whatif', group: 'plan', Page: WhatIfPage },
  { path: 'intraday', group: 'today', Page: TodayPage },
  { path: 'requests', group: 'today', Page: RequestsPage },
  { path: 'adherence', group: 'today', Page: AdherencePage, needs: ['plan', 'supervise'] },
  { path: 'history', group: 'data', Page: WorkloadPage },
  { path: 'planned_agents', group: 'data', Page: PlannedAgentsPage },
  { path: 'contracts', group: 'data', Page: ContractsPage },
  { path: 'shift_templates', group: 'data', Page: ShiftTemplatesPage },
  { path: 'time_off_types', group: 'data', Page: AbsencePage },
  { path: 'special_days', group: 'data', Page: SpecialDaysPage },
  {
    path: 'jobs',
    group: 'data',
    Page: () => <JobsPage kinds={Object.keys(resultsOf)} pathOf={pathOf} />,
  },
];
