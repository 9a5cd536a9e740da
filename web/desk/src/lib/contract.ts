// What the server says and takes, by the names of the API. Ids are decimal strings, instants RFC 3339 UTC,
// durations carry their unit in the name.

export interface Page<T> {
  items: T[];
  next_cursor?: string;
}

export interface Issue {
  where: string;
  what: string;
}

export interface ProblemDocument {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  instance?: string;
  reason?: string;
  issues?: Issue[];
}

export type Language = 'zh-CN' | 'en';
export type ThemeChoice = 'light' | 'dark' | 'system';

export type Permission =
  | 'take_interactions'
  | 'see_board'
  | 'supervise'
  | 'see_history'
  | 'manage_users'
  | 'manage_routing'
  | 'manage_channels'
  | 'manage_organisation'
  | 'see_audit'
  | 'manage_tokens'
  | 'plan'
  | 'analyse';

export interface Preferences {
  language?: Language;
  theme?: ThemeChoice;
}

export interface Session {
  user: User;
  organisation: { id: string; name: string; slug: string; time_zone: string };
  permissions: Permission[];
  csrf_token: string;
  is_demo: boolean;
  server_time: string;
  preferences: Preferences;
}

export interface Credentials {
  email: string;
  password: string;
  totp?: string;
}

export interface DemoSignIn {
  email: string;
  password: string;
  name: string;
  role: string;
}

export interface Demo {
  sign_ins: DemoSignIn[];
}

export interface TotpSecret {
  secret: string;
  otpauth_uri: string;
}

// --- names of everything ---

export interface Named {
  id: string;
  name: string;
}

export interface NamedInTwo extends Named {
  name_zh: string;
}

export interface DirectoryUser extends Named {
  is_agent: boolean;
  is_active: boolean;
  team_ids: string[];
}

export interface Directory {
  users: DirectoryUser[];
  teams: Named[];
  skills: Named[];
  queues: (Named & { channel: ChannelKind })[];
  presence_reasons: NamedInTwo[];
  dispositions: NamedInTwo[];
  decline_reasons: NamedInTwo[];
  channels: Named[];
}

// --- the desk ---

export type ChannelKind = 'voice' | 'chat' | 'message' | 'email' | 'task';
export type InteractionState = 'queued' | 'offered' | 'active' | 'wrap_up' | 'closed';
export type Outcome = 'none' | 'completed' | 'abandoned' | 'expired' | 'refused';
export type Presence = 'offline' | 'available' | 'away' | 'not_responding';

export interface Offer {
  id: string;
  agent_id: string;
  expires_at: string;
  timeout_s: number;
  is_consult: boolean;
}

export interface Interaction {
  id: string;
  channel: ChannelKind;
  state: InteractionState;
  customer: { id: string; name: string; email?: string; is_verified: boolean };
  queue_id: string;
  agent_id?: string;
  priority: number;
  step: number;
  arrived_at: string;
  queued_at: string;
  is_silent: boolean;
  offer?: Offer;
  wrap_up_ends_at?: string;
  is_disposition_required: boolean;
  disposition_ids: string[];
  previous_id?: string;
  consulted_id?: string;
  is_consult_offered: boolean;
  last_message?: Message;
  unread: number;
  subject?: string;
  entrance?: string;
  page_url?: string;
  language?: string;
}

export type LegEnd =
  'open' | 'completed' | 'transferred' | 'abandoned' | 'expired' | 'refused' | 'consult_ended';

export interface Leg {
  number: number;
  kind: 'primary' | 'consult';
  queue_id: string;
  agent_id?: string;
  queued_at: string;
  accepted_at?: string;
  ended_at?: string;
  wrapped_at?: string;
  offers: number;
  no_answers: number;
  declines: number;
  end: LegEnd;
  disposition_id?: string;
}

export interface InteractionDetail extends Interaction {
  legs: Leg[];
  previous: InteractionRecord[];
  outcome?: Outcome;
  wait?: WaitEstimate;
}

export interface InteractionRecord {
  id: string;
  channel: ChannelKind;
  state: InteractionState;
  outcome?: Outcome;
  customer: { id: string; name: string };
  queue_id: string;
  agent_id?: string;
  arrived_at: string;
  closed_at?: string;
  waited_s?: number;
  handled_s?: number;
  disposition_id?: string;
  first_text?: string;
  messages: number;
}

export interface Attachment {
  id: string;
  name: string;
  bytes: number;
  type: string;
  is_image: boolean;
  url: string;
}

export interface Message {
  id: string;
  interaction_id: string;
  author: 'customer' | 'agent' | 'note' | 'system';
  agent_id?: string;
  text: string;
  attachments: Attachment[];
  sent_at: string;
  client_id?: string;
  delivered_at?: string;
  read_at?: string;
}

export interface OutgoingMessage {
  client_id: string;
  kind: 'text' | 'note';
  text: string;
  attachment_ids?: string[];
}

export interface AgentStatus {
  id: string;
  presence: Presence;
  reason_id?: string;
  since: string;
  is_connected: boolean;
  next_presence?: Presence;
  next_reason_id?: string;
  units_used: number;
  units: number;
  open: Record<ChannelKind, number>;
  interaction_ids: string[];
}

export interface PresenceRequest {
  presence: 'available' | 'away' | 'offline';
  reason_id?: string;
  after_current?: boolean;
}

export interface Desk {
  seq: number;
  me?: AgentStatus;
  interactions: Interaction[];
}

export interface WaitEstimate {
  position: number;
  low_s: number;
  high_s: number;
  is_known: boolean;
}

export interface QueueToday {
  arrived: number;
  answered: number;
  answered_within: number;
  abandoned: number;
  expired: number;
  refused: number;
  transferred_out: number;
  service_level?: number;
  mean_wait_s?: number;
  mean_handle_s?: number;
}

export interface QueueStatus {
  id: string;
  is_open: boolean;
  waiting: number;
  offered: number;
  active: number;
  oldest_queued_at?: string;
  estimate: WaitEstimate;
  members: number;
  signed_in: number;
  available: number;
  today: QueueToday;
  service_level_within_s: number;
}

export interface Board {
  seq: number;
  at: string;
  queues: QueueStatus[];
  agents: AgentStatus[];
  interactions: Interaction[];
}

// Whom a transfer can reach, for an agent who does not see the board.
export interface Colleagues {
  agents: AgentStatus[];
  queues: QueueStatus[];
}

export type Trigger = 'interaction_waiting' | 'agent_free' | 'step_widened' | 'transfer' | 'consult';
export type Exclusion =
  | 'none'
  | 'offline'
  | 'away'
  | 'not_responding'
  | 'passed_over'
  | 'channel_full'
  | 'capacity_full'
  | 'wrong_agent'
  | 'wrong_team'
  | 'lacks_skill';

export interface WhyAgent {
  agent_id: string;
  exclusion: Exclusion;
  missing_skill_id?: string;
  score: number;
  idle_since?: string;
}

export interface WhyRival {
  interaction_id: string;
  queue_id: string;
  score: number;
}

export interface Why {
  trigger: Trigger;
  queue_id: string;
  chosen_id: string;
  step: number;
  steps: number;
  waited_s: number;
  score: number;
  agents: WhyAgent[];
  counts: Partial<Record<Exclusion, number>>;
  unseen: number;
  rivals: WhyRival[];
  more_skill_id?: string;
  sooner_s: number;
}

export interface Assignment {
  offer_id: string;
  at: string;
  agent_id: string;
  end?: 'accepted' | 'declined' | 'no_answer' | 'withdrawn';
  ended_at?: string;
  reason_id?: string;
  why: Why;
}

export interface Explanation {
  assignments: Assignment[];
  wait?: WaitEstimate;
}

export interface Customer {
  id: string;
  name: string;
  email?: string;
  phone?: string;
  external_id?: string;
  is_verified: boolean;
  note?: string;
  created_at: string;
  language?: string;
}

export type CustomerChange = Partial<Pick<Customer, 'name' | 'email' | 'phone' | 'note'>>;

export interface CannedReply {
  id: string;
  shortcut: string;
  title: string;
  text: string;
  language?: Language;
}

// --- the live feed ---

export type FeedEvent =
  | { type: 'hello'; seq: number; is_reset: boolean; server_time: string }
  | {
      type: 'interaction';
      seq: number;
      at: string;
      change: string;
      interaction: Interaction;
      message?: Message;
      by?: string;
      reason_id?: string;
    }
  | { type: 'agent'; seq: number; at: string; agent: AgentStatus }
  | {
      type: 'board';
      at: string;
      queues: QueueStatus[];
      agents: AgentStatus[];
      interactions: Interaction[];
      closed_ids: string[];
    }
  | {
      type: 'typing';
      interaction_id: string;
      who: 'customer' | 'agent';
      user_id?: string;
      is_typing: boolean;
      text_preview?: string;
    }
  | { type: 'viewing'; interaction_id: string; user_ids: string[] }
  | {
      type: 'receipt';
      interaction_id: string;
      message_id: string;
      delivered_at?: string;
      read_at?: string;
    }
  | { type: 'configuration'; what: string }
  | { type: 'pong' };

export type FeedCommand =
  | { type: 'typing'; interaction_id: string; is_typing: boolean }
  | { type: 'viewing'; interaction_id?: string }
  | { type: 'watch_board'; is_on: boolean }
  | { type: 'ping' };

// --- administration ---

export interface ChannelCapacity {
  at_once_max: number;
  units: number;
  is_interruptible: boolean;
}

export interface UserSkill {
  skill_id: string;
  level: number;
}

export interface User {
  id: string;
  email: string;
  name: string;
  role_ids: string[];
  team_ids: string[];
  skills: UserSkill[];
  queue_ids: string[];
  capacity: { units: number; channels: Record<ChannelKind, ChannelCapacity> };
  is_active: boolean;
  has_totp: boolean;
  language?: Language;
  password?: string;
}

export interface Role extends Named {
  permissions: Permission[];
  is_built_in: boolean;
}

export interface WeeklyHours {
  day: number;
  from: string;
  to: string;
}

export interface Holiday {
  date: string;
  name: string;
  from?: string;
  to?: string;
}

export interface Hours extends Named {
  time_zone: string;
  weekly: WeeklyHours[];
  holidays: Holiday[];
}

export interface Branch {
  action: 'wait' | 'refuse' | 'overflow';
  overflow_to?: string;
}

export interface SkillNeed {
  skill_id: string;
  level_min: number;
}

export interface Step {
  agent_id?: string;
  team_id?: string;
  skills: SkillNeed[];
  lasts_s: number;
}

export interface QueueRules {
  order: 'blended' | 'strict_priority';
  choice: 'longest_idle' | 'most_skilled' | 'least_occupied' | 'round_robin';
  weight: number;
  offer_timeout_s: number;
  auto_accept: boolean;
  wrap_up_limit_s: number;
  disposition_required: boolean;
  disposition_ids: string[];
  waiting_max: number;
  when_full: Branch;
  when_closed: Branch;
  when_unstaffed: Branch;
  wait_limit_s: number;
  steps: Step[];
  sticky_window_s: number;
  sticky_wait_s: number;
  transfer_head_start_min: number;
  service_level_within_s: number;
}

export interface Queue extends Named {
  channel: ChannelKind;
  hours_id?: string;
  rules: QueueRules;
  member_ids: string[];
}

export interface PreChatField {
  name: string;
  label: string;
  label_zh: string;
  kind: 'text' | 'email' | 'select';
  options: string[];
  is_required: boolean;
}

export interface RoutingRule {
  field: string;
  value: string;
  queue_id?: string;
  skill_id?: string;
  level_min?: number;
}

export interface LanguageSkill {
  language: string;
  skill_id: string;
  level_min: number;
}

export interface WidgetTexts {
  title: string;
  greeting: string;
  closed: string;
}

export interface Webchat {
  allowed_sites: string[];
  colour: string;
  position: 'right' | 'left';
  texts: Partial<Record<Language, WidgetTexts>>;
  pre_chat: { is_on: boolean; fields: PreChatField[] };
  routing: RoutingRule[];
  language_skills: LanguageSkill[];
  is_identity_required: boolean;
}

export interface Channel extends Named {
  kind: 'webchat';
  key: string;
  queue_id: string;
  is_active: boolean;
  has_secret?: boolean;
  webchat: Webchat;
}

export interface ApiToken extends Named {
  scopes: Permission[];
  created_at: string;
  expires_at?: string;
  last_used_at?: string;
}

export interface AuditEntry {
  id: string;
  at: string;
  user_id?: string;
  action: string;
  kind: string;
  target_id: string;
  before?: unknown;
  after?: unknown;
  remote_address?: string;
  request_id?: string;
}

export interface Organisation extends Named {
  slug: string;
  time_zone: string;
  settings: { silent_after_s: number; disconnect_grace_s: number };
}
