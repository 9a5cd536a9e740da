// What a search for requirements found. The shapes are those of a job's result, which the API's document leaves
// open.
export interface RequirementPoint {
  start: string;
  agents: number;
  positions: number; // with shrinkage
  binds: string; // what one agent less would break
  first_guess: number; // by Erlang A
}

export interface GroupRequirement {
  group: string;
  agent_hours: number;
  position_hours: number;
  points: RequirementPoint[];
}

interface Spread {
  mean: number;
  at_confidence: number;
}

export interface QueueFound {
  queue: string;
  day: { service_level?: Spread; abandonment?: Spread; asa_s?: Spread; days_kept: number; is_kept: boolean };
  fresh_days_kept: number;
}

export interface Requirements {
  time_zone: string;
  interval_minutes: number;
  confidence: number;
  replications: number;
  groups: GroupRequirement[];
  queues: QueueFound[];
  explanation: string[];
}
