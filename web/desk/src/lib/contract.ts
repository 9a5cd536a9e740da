// What the server says and takes, by the names the screens use. The shapes come from the API's own document
// (api-types.ts, made by web/generate-types); only what is not in it is written by hand: the feed's events, told
// apart by `type`, and the demo's sign-ins.
import type {
  AgentPlanningFactsInput,
  AgentStatus,
  CaseEditInput,
  CaseViewFieldsInput,
  ChangeCustomer,
  ChannelSetup,
  ChannelUnits,
  ChatField,
  ChatRoute,
  ChatTexts,
  CommentOnCaseInput,
  ConsentFieldsInput,
  DatedDay,
  AcceptSwapInput,
  AskTimeOffInput,
  NewBidRoundInput,
  DecisionInput,
  EditShiftsInput,
  ForecastWantedInput,
  IdentityFieldsInput,
  Interaction,
  Message,
  NewAdherenceExcuseInput,
  NewCaseInput,
  Feed,
  NewShiftOfferInput,
  OfferSwapInput,
  NewScheduleInput,
  OutlookWantedInput,
  PostMessageInput,
  Problem as ProblemAnswer,
  ProblemIssue,
  QueueBranch,
  QueueStatus,
  QueueStep,
  QueueStepSkill,
  ScheduleRequirementInput,
  SetPresenceInput,
  ShiftEditInput,
  ShiftPutInput,
  ShownPoint,
  SkillLevel,
  ForecastRequirementsWantedInput,
  StaffingProblemInput,
  Theme,
  TotpOffer,
  User as UserAnswer,
  WeeklyInterval,
  Channel as ChannelName,
  SignIn as SignInBody,
} from './api-types';

export type {
  AccessExport,
  AdherenceDay,
  AdherenceDays,
  AdherenceExcuse,
  AdherenceExcuses,
  AdherenceFigures,
  AdherenceSettings,
  AdviceOutcome,
  AdviceRule,
  AdvisedAction,
  AgentPlanning,
  AgentAdherence,
  AgentAdherenceDays,
  AgentStatus,
  ApiToken,
  Assignment,
  Attachment,
  AuditEntry,
  Board,
  BulkResult,
  CannedReply,
  CaseClock,
  CaseDifference,
  CaseEvent,
  CaseField,
  CaseFilter,
  CaseMacro,
  CaseMailPlan,
  CaseMailShown,
  CasePolicy,
  CasePriority,
  CaseRule,
  CaseSettings,
  CaseStatus,
  CaseStep,
  CaseType,
  CaseView,
  CaseViewer,
  ChangeProfile,
  Colleagues,
  Company,
  Consent,
  CustomField,
  Customer,
  CustomerFileReport,
  CustomerImport,
  CustomerImports,
  CustomerJoin,
  CustomerJoins,
  CustomerProfile,
  CustomerProposal,
  CustomerProposals,
  CustomerProtection,
  CustomerRow,
  CustomerValue,
  Desk,
  DeviationKind,
  DeviationShown,
  Directory,
  DirectoryUser,
  DryRun,
  Duplicate,
  DuplicateList,
  EditOutcome,
  EffectFigure,
  Erasure,
  Exclusion,
  ExcuseKind,
  Explanation,
  FailedMail,
  ForecastSeriesHead,
  ForecastSeriesList,
  ForecastSeriesShown,
  HistoryImport,
  HistoryImportReport,
  HistoryImports,
  HistoryPoint,
  HistoryQueue,
  HistoryQueues,
  HistorySeries,
  HistoryShown,
  Hold,
  Holiday,
  Hours,
  ImportColumn,
  ImportField,
  ImportNote,
  ImportRow,
  IncomingDelivery,
  IncomingDeliveryDetail,
  IncomingDeliveryState,
  IncomingWebhook,
  Interaction,
  InteractionDetail,
  InteractionRecord,
  InteractionState,
  IntradayShown,
  Job,
  JobError,
  JobState,
  KeptContract,
  KeptForecast,
  KeptTemplate,
  Language,
  LanguageSkill,
  Leg,
  LegEnd,
  LineStatesNow,
  LinkedConversation,
  ListedCase,
  MailAddress,
  MailFile,
  MailSenderNames,
  MailView,
  Mailbox,
  MailboxState,
  MailboxStates,
  MailboxTest,
  Message,
  NamedTest,
  NewMail,
  NewMailInput,
  NextAction,
  Offer,
  Organisation,
  Outcome,
  OutgoingMail,
  Outlook,
  OutlookPart,
  OutlookPoint,
  OutlookProposal,
  OutlookRange,
  OutlookTogether,
  QueueOutlook,
  Permission,
  Phone,
  PhoneNumber,
  PhoneState,
  PlannedAgent,
  PlannedAgents,
  PlannedBreak,
  PlanState,
  Preferences,
  Presence,
  ProfileIdentity,
  ProfileWeights,
  ProposalEdit,
  ProposalStep,
  ProtectionSettings,
  Queue,
  QueueRules,
  QueueStatus,
  QueueToday,
  ReasonMeaning,
  RecordingMark,
  RecordingPeaks,
  Recordings,
  RegisteredTables,
  Repair,
  ReplayedWebhook,
  ReplyDraft,
  RetentionLook,
  Role,
  RunIncomingDeliveries,
  SaidOutcome,
  ScheduleProblem,
  ScheduleRule,
  Segment,
  SegmentCustomer,
  SegmentMark,
  ServerTest,
  Session,
  Shift,
  Finding,
  MyShiftChange,
  MyShifts,
  MySwaps,
  MyTimeOff,
  Obstacle,
  OfferAnswer,
  ShiftEffect,
  ShiftOffer,
  ShiftSwap,
  SwapAnswer,
  TimeOffAllowance,
  TimeOffAnswer,
  TimeOffBalance,
  TimeOffBalances,
  TimeOffRules,
  AwayLimit,
  BidAnswer,
  BidAward,
  BidLine,
  BidOrder,
  BidRound,
  BidRoundShown,
  BidWishes,
  Bidder,
  FreeDay,
  TimeOffRequest,
  TimeOffType,
  ShiftChange,
  ShiftPlan,
  ShiftTemplate,
  ShiftViolation,
  ShownCase,
  ShownRecording,
  SpecialDay,
  StaffCoverage,
  ThreadCase,
  ThreadEntry,
  ThreadMail,
  ThreadPost,
  ThreadReading,
  Trigger,
  Trunk,
  TrunkState,
  TwinErrorsOfDay,
  TwinErrorsShown,
  UndoneImport,
  ValueSettings,
  WaitEstimate,
  WaitingCallback,
  WaitingCallbacks,
  Webchat,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryState,
  WebhookEventKind,
  WebhookSecret,
  WholeForecast,
  WholeJob,
  Why,
  WhyAgent,
  WhyRival,
  Reforecast,
  Reforecasts,
  TableLines,
} from './api-types';

export interface Page<T> {
  items: T[];
  next_cursor?: string;
}

export type Issue = ProblemIssue;
export type ProblemDocument = Partial<ProblemAnswer>;
export type ThemeChoice = Theme;
export type Credentials = SignInBody;
export type CaseEdit = CaseEditInput;
export type ConsentFields = ConsentFieldsInput;
export type IdentityFields = IdentityFieldsInput;
export type CommentOnCase = CommentOnCaseInput;
export type CaseViewFields = CaseViewFieldsInput;
export type ForecastDay = DatedDay;
export type ForecastPointShown = ShownPoint;
export type ForecastWanted = ForecastWantedInput;
export type NewAdherenceExcuse = NewAdherenceExcuseInput;
export type NewCase = NewCaseInput;
export type OutlookWanted = OutlookWantedInput;
export type AgentPlanningFacts = AgentPlanningFactsInput;
export type AcceptSwap = AcceptSwapInput;
export type AskTimeOff = AskTimeOffInput;
export type NewBidRound = NewBidRoundInput;
export type CalendarAddress = Feed;
export type NewShiftOffer = NewShiftOfferInput;
export type OfferSwap = OfferSwapInput;
export type RequestDecision = DecisionInput;
export type EditShifts = EditShiftsInput;
export type NewSchedule = NewScheduleInput;
export type RequirementWanted = ScheduleRequirementInput;
export type ShiftEdit = ShiftEditInput;
export type ShiftPut = ShiftPutInput;
export type ForecastRequirementsWanted = ForecastRequirementsWantedInput;
export type StaffingProblem = StaffingProblemInput;
export type TotpSecret = TotpOffer;
export type ChannelKind = ChannelName;
export type Channel = ChannelSetup;
export type ChannelCapacity = ChannelUnits;
// `password` is only ever sent.
export type User = UserAnswer & { password?: string };
export type UserSkill = SkillLevel;
export type OutgoingMessage = PostMessageInput;
export type PresenceRequest = SetPresenceInput;
export type CustomerChange = ChangeCustomer;
export type Branch = QueueBranch;
export type Step = QueueStep;
export type SkillNeed = QueueStepSkill;
export type PreChatField = ChatField;
export type RoutingRule = ChatRoute;
export type WidgetTexts = ChatTexts;
export type WeeklyHours = WeeklyInterval;

export interface Named {
  id: string;
  name: string;
}

export interface NamedInTwo extends Named {
  name_zh: string;
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

// --- the phone ---

// What the server says of the desk's own sound; `connecting` brings its description.
export type SoftphoneState = 'connecting' | 'ready' | 'lost' | 'replaced' | 'refused';

// As the server measures it: `in` is what comes from this desk, `out` what goes to it. Shares from 0 to 1.
export interface SoundQuality {
  loss_in: number;
  loss_out: number;
  jitter_in_ms: number;
  jitter_out_ms: number;
  round_trip_ms: number; // 0: not known yet
  mos_in: number;
  mos_out: number;
}

export type Supervision = 'monitor' | 'whisper' | 'barge';

export interface CallMember {
  role: 'customer' | 'agent' | 'consulted' | 'outside' | 'supervisor';
  user_id?: string;
  number?: string;
  supervision: 'none' | Supervision;
  is_ringing: boolean;
  is_muted: boolean;
  is_holding: boolean; // their own device has put the call on hold
}

export interface PhoneCall {
  interaction_id: string;
  is_up: boolean;
  is_held: boolean;
  is_conference: boolean;
  is_recalled: boolean; // on hold for longer than the company wants
  place?: number; // parked there, for any colleague to pick up
  recording: 'none' | 'on' | 'paused';
  may_record: boolean;
  members: CallMember[];
}

// A customer who waits at a place.
export interface ParkedCall {
  place: number;
  interaction_id: string;
  queue_id: string;
  number: string; // '': hidden
  by: string;
  since: string;
}

export type CallAction =
  | Supervision
  | 'hold'
  | 'resume'
  | 'mute'
  | 'unmute'
  | 'conference'
  | 'leave'
  | 'dial'
  | 'drop_outside'
  | 'hand_to_outside'
  | 'park'
  | 'pick_up'
  | 'press'
  | 'record'
  | 'stop_recording'
  | 'pause_recording'
  | 'resume_recording';

// --- the live feed ---

export type FeedEvent =
  | { type: 'hello'; seq: number; is_reset: boolean; server_time: string }
  | {
      type: 'interaction';
      seq: number;
      at: string;
      // Absent: only where it stands in a flow has changed.
      change?: string;
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
  | { type: 'softphone'; what: SoftphoneState; sdp?: string }
  | { type: 'softphone_quality'; quality: SoundQuality }
  | { type: 'call'; call: PhoneCall }
  | { type: 'parked'; parked: ParkedCall[] }
  | { type: 'call_refused'; interaction_id?: string; what: string }
  | { type: 'case'; what: 'changed' | 'viewers'; case_id?: string }
  | { type: 'duplicate'; interaction_id: string }
  | { type: 'mail'; interaction_id?: string }
  | { type: 'shifts'; what: 'schedule' | 'requests' }
  | { type: 'pong' };

export type FeedCommand =
  | { type: 'typing'; interaction_id: string; is_typing: boolean }
  | { type: 'viewing'; interaction_id?: string }
  | { type: 'watch_board'; is_on: boolean }
  | { type: 'softphone_offer'; sdp: string }
  | { type: 'softphone_close' }
  | { type: 'call'; interaction_id: string; action: CallAction; digits?: string }
  | { type: 'ping' };
