// A small company to develop the screens with: names, queues, people, conversations. In memory only.
import type {
  AgentStatus,
  CannedReply,
  Channel,
  ChannelKind,
  Customer,
  Hours,
  Named,
  NamedInTwo,
  Permission,
  Queue,
  QueueRules,
  Role,
  User,
} from '../src/lib/contract.ts';

export const permissions: Permission[] = [
  'take_interactions',
  'see_board',
  'supervise',
  'see_history',
  'manage_users',
  'manage_routing',
  'manage_channels',
  'manage_organisation',
  'see_audit',
  'manage_tokens',
  'plan',
  'analyse',
];

export const roles: Role[] = [
  { id: '1', name: 'admin', permissions, is_built_in: true },
  {
    id: '2',
    name: 'supervisor',
    permissions: ['see_board', 'supervise', 'see_history', 'take_interactions'],
    is_built_in: true,
  },
  { id: '3', name: 'agent', permissions: ['take_interactions'], is_built_in: true },
];

export const teams: Named[] = [
  { id: '1', name: '华东一组' },
  { id: '2', name: 'International' },
];
export const skills: Named[] = [
  { id: '1', name: '中文' },
  { id: '2', name: 'English' },
  { id: '3', name: '退款' },
  { id: '4', name: 'Technical' },
];

const channel = (at_once_max: number, units: number, is_interruptible = false) => ({
  at_once_max,
  units,
  is_interruptible,
});
export const capacity = {
  units: 100,
  channels: {
    voice: channel(1, 100),
    chat: channel(4, 25),
    message: channel(4, 25),
    email: channel(2, 50, true),
    task: channel(2, 50, true),
    voicemail: channel(2, 50, true),
  },
};

const person = (
  id: string,
  name: string,
  email: string,
  role: string,
  skillIds: [string, number][],
): User => ({
  id,
  name,
  email,
  role_ids: [role],
  team_ids: [Number(id) % 2 === 0 ? '2' : '1'],
  skills: skillIds.map(([skill_id, level]) => ({ skill_id, level })),
  queue_ids: role === '1' ? [] : ['1', '2', '3'],
  capacity,
  is_active: true,
  has_totp: false,
});

export const users: User[] = [
  person('1', '陈静', 'chen.jing@demo.example', '3', [
    ['1', 5],
    ['3', 4],
  ]),
  person('2', 'Tom Becker', 'tom@demo.example', '3', [
    ['2', 5],
    ['4', 3],
  ]),
  person('3', '林晓峰', 'lin@demo.example', '2', [
    ['1', 5],
    ['2', 4],
  ]),
  person('4', 'Sara Novak', 'sara@demo.example', '3', [['2', 4]]),
  person('5', '王磊', 'wang.lei@demo.example', '3', [['1', 4]]),
  person('6', 'Ada Admin', 'admin@demo.example', '1', []),
  person('7', '赵敏', 'zhao.min@demo.example', '3', [
    ['1', 3],
    ['4', 4],
  ]),
];

const rules: QueueRules = {
  order: 'blended',
  choice: 'longest_idle',
  weight: 100,
  offer_timeout_s: 20,
  auto_accept: false,
  wrap_up_limit_s: 60,
  disposition_required: true,
  disposition_ids: [],
  waiting_max: 0,
  when_full: { action: 'refuse' },
  when_closed: { action: 'refuse' },
  when_unstaffed: { action: 'wait' },
  wait_limit_s: 0,
  steps: [
    { skills: [{ skill_id: '1', level_min: 4 }], lasts_s: 30 },
    { skills: [{ skill_id: '1', level_min: 2 }], lasts_s: 60 },
  ],
  sticky_window_s: 259_200,
  sticky_wait_s: 30,
  transfer_head_start_min: 5,
  service_level_within_s: 20,
  callback: {
    mode: 'agent_first',
    dials_max: 3,
    retry_after_s: 900,
    ring_limit_s: 40,
    only_while_open: true,
    after_line_lost: true,
  },
  recording: { rule: 'none', percent: 10, by_hand: false, kept_days: 0 },
};

export const queues: Queue[] = [
  {
    id: '1',
    name: '售后服务',
    channel: 'chat',
    hours_id: '1',
    rules,
    member_ids: ['1', '2', '3', '4', '5', '7'],
  },
  {
    id: '2',
    name: 'International',
    channel: 'chat',
    rules: { ...rules, steps: [] },
    member_ids: ['2', '3', '4'],
  },
  { id: '3', name: '账单与退款', channel: 'chat', rules, member_ids: ['1', '3', '5'] },
  { id: '4', name: 'VIP', channel: 'chat', rules, member_ids: ['3'] },
];

export const hours: Hours[] = [
  {
    id: '1',
    name: '工作日',
    time_zone: 'Asia/Shanghai',
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
    holidays: [{ date: '2026-10-01', name: '国庆节' }],
  },
];

const two = (id: string, name: string, name_zh: string): NamedInTwo => ({ id, name, name_zh });
export const presenceReasons = [
  two('1', 'Break', '小休'),
  two('2', 'Lunch', '用餐'),
  two('3', 'Training', '培训'),
  two('4', 'Meeting', '会议'),
];
export const dispositions = [
  two('1', 'Solved', '已解决'),
  two('2', 'Refund started', '已发起退款'),
  two('3', 'Follow-up needed', '需跟进'),
  two('4', 'Wrong number', '误触或无效'),
];
export const declineReasons = [
  two('1', 'Lacks the knowledge', '业务不熟悉'),
  two('2', 'Technical trouble', '设备故障'),
];

export const cannedReplies: CannedReply[] = [
  {
    id: '1',
    shortcut: 'hello',
    title: 'Greeting',
    text: 'Hello, thank you for your patience. How can I help?',
    language: 'en',
  },
  {
    id: '2',
    shortcut: 'nh',
    title: '问候',
    text: '您好，感谢您的耐心等待，请问有什么可以帮您？',
    language: 'zh-CN',
  },
  {
    id: '3',
    shortcut: 'tk',
    title: '退款时效',
    text: '退款将在 3 至 5 个工作日内原路退回，请您留意到账通知。',
    language: 'zh-CN',
  },
  {
    id: '4',
    shortcut: 'ddh',
    title: '询问订单号',
    text: '麻烦您提供一下订单号，我马上为您查询。',
    language: 'zh-CN',
  },
  {
    id: '5',
    shortcut: 'track',
    title: 'Tracking',
    text: 'Your parcel is on its way. You can follow it here: https://example.com/track',
    language: 'en',
  },
];

const known: Omit<Customer, 'shown_name'>[] = [
  {
    id: '1',
    name: '李文婷',
    email: 'wenting@example.cn',
    phone: '+86 138 0013 8000',
    is_verified: true,
    note: '偏好微信联系',
    created_at: '2026-03-02T08:00:00Z',
    language: 'zh-CN',
    external_id: 'CN-20931',
  },
  {
    id: '2',
    name: 'Marta Kowalska',
    email: 'marta@example.com',
    is_verified: false,
    created_at: '2026-09-12T10:00:00Z',
    language: 'en',
  },
  { id: '3', name: '周子涵', is_verified: false, created_at: '2026-11-01T10:00:00Z', language: 'zh-CN' },
  {
    id: '4',
    name: 'James O’Neill',
    email: 'james@example.ie',
    is_verified: true,
    created_at: '2025-11-01T10:00:00Z',
    language: 'en',
  },
  { id: '5', name: '黄佳怡', is_verified: false, created_at: '2026-11-01T10:00:00Z', language: 'zh-CN' },
  { id: '6', name: '', is_verified: false, created_at: '2026-11-01T10:00:00Z', language: 'zh-CN' },
];
export const customers: Customer[] = known.map((each) => ({ ...each, shown_name: each.name || '#4821' }));

export const channels: Channel[] = [
  {
    id: '1',
    name: '官网在线客服',
    kind: 'webchat',
    key: 'demo-shop',
    has_secret: false,
    queue_id: '1',
    is_active: true,
    webchat: {
      allowed_sites: ['http://127.0.0.1:8080'],
      colour: '#0f6b66',
      position: 'right',
      texts: {
        'zh-CN': {
          title: '在线客服',
          greeting: '您好，请问有什么可以帮您？',
          closed: '当前为非服务时间，请稍后再来。',
        },
        en: {
          title: 'Chat with us',
          greeting: 'Hello, how can we help?',
          closed: 'We are closed at the moment.',
        },
      },
      pre_chat: {
        is_on: true,
        fields: [
          {
            name: 'topic',
            label: 'Topic',
            label_zh: '咨询类型',
            kind: 'select',
            options: ['order', 'refund'],
            is_required: true,
          },
        ],
      },
      routing: [{ field: 'topic', value: 'refund', queue_id: '3', level_min: 1 }],
      language_skills: [{ language: 'zh', skill_id: '1', level_min: 3 }],
      is_identity_required: false,
    },
  },
];

export const emptyOpen = (): Record<ChannelKind, number> => ({
  voice: 0,
  chat: 0,
  message: 0,
  email: 0,
  task: 0,
  voicemail: 0,
});
export const agentStatus = (
  id: string,
  presence: AgentStatus['presence'],
  minutesAgo: number,
  reason_id?: string,
): AgentStatus => ({
  id,
  presence,
  reason_id,
  since: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  is_connected: presence !== 'offline',
  units_used: 0,
  units: 100,
  open: emptyOpen(),
  interaction_ids: [],
});
