// The API's shapes, answered from memory.
import type { Directory, Session, User } from '../src/lib/contract.ts';
import * as seed from './seed.ts';
import { demoUsers, Refusal } from './world.ts';
import type { Kept, World } from './world.ts';
import { peaks, recordingsOf } from './recordings.ts';

export interface Call {
  method: string;
  path: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
  raw: Buffer;
  fileName: string;
  type: string;
  user: User | undefined;
  signIn: (user: User | undefined) => void;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const page = (items: unknown[]) => ({ items });

export function sessionOf(user: User): Session {
  const own = seed.roles.filter(({ id }) => user.role_ids.includes(id));
  return {
    user,
    organisation: { id: '1', name: '云帆电商', slug: 'demo', time_zone: 'Asia/Shanghai' },
    permissions: [...new Set(own.flatMap(({ permissions }) => permissions))],
    csrf_token: 'fake',
    is_demo: true,
    server_time: new Date().toISOString(),
    preferences: {},
  };
}

const tables: Record<string, { id: string }[]> = {
  users: seed.users,
  teams: seed.teams,
  skills: seed.skills,
  roles: seed.roles,
  queues: seed.queues,
  hours: seed.hours,
  'presence-reasons': seed.presenceReasons,
  dispositions: seed.dispositions,
  'decline-reasons': seed.declineReasons,
  channels: seed.channels,
  trunks: [],
  'phone-numbers': [],
  phones: [],
  flows: [],
  'flow-entrances': [],
  prompts: [],
  'canned-replies': seed.cannedReplies,
  'api-tokens': [],
  webhooks: [],
};
const audit: object[] = [];
const files = new Map<string, { type: string; bytes: Buffer }>();
const organisation = {
  id: '1',
  name: '云帆电商',
  slug: 'demo',
  time_zone: 'Asia/Shanghai',
  settings: {
    silent_after_s: 600,
    disconnect_grace_s: 30,
    recordings_kept_days: 180,
    agents_hear_own_recordings: false,
    phone_region: 'CN',
  },
};

export function fileOf(id: string) {
  return files.get(id);
}

function directory(): Directory {
  return {
    users: seed.users.map(({ id, name, team_ids, is_active, role_ids }) => ({
      id,
      name,
      team_ids,
      is_active,
      is_agent: !role_ids.includes('1'),
    })),
    teams: seed.teams,
    skills: seed.skills,
    queues: seed.queues.map(({ id, name, channel }) => ({ id, name, channel })),
    presence_reasons: seed.presenceReasons,
    dispositions: seed.dispositions,
    decline_reasons: seed.declineReasons,
    channels: seed.channels.map(({ id, name }) => ({ id, name })),
  };
}

export function answer(world: World, call: Call): unknown {
  const [head = '', id = '', verb = '', more = ''] = call.path;
  if (head === 'demo')
    return {
      sign_ins: demoUsers().map(({ email, name, role_ids }) => ({
        email,
        password: 'demo',
        name,
        role: seed.roles.find((role) => role.id === role_ids[0])?.name,
      })),
    };
  if (head === 'session') return session(call);
  const { user } = call;
  if (!user) throw new Refusal(401, 'not_signed_in');
  if (head === 'directory') return directory();
  if (head === 'line-states') return { trunks: [], phones: [] };
  if (head === 'desk') {
    const me = world.agents.get(user.id) ?? seed.agentStatus(user.id, 'offline', 0);
    const mine = world
      .open()
      .filter(
        (each) =>
          each.agent_id === user.id || each.consulted_id === user.id || each.offer?.agent_id === user.id,
      );
    return { seq: world.seq, me, interactions: mine.map((each) => world.shown(each)) };
  }
  if (head === 'board') return world.board();
  if (head === 'agents' && verb === 'presence') return presence(world, id, call);
  if (head === 'agents') return { agents: [...world.agents.values()], queues: world.queueStatuses() };
  if (head === 'interactions') return interactions(world, user, call, id, verb, more);
  if (head === 'recordings' && verb === 'peaks') return peaks();
  if (head === 'recordings' && id === '')
    return page([...world.interactions.values()].reverse().flatMap(recordingsOf));
  if (head === 'attachments') return attach(world, call);
  if (head === 'customers') return customer(world, call, id, verb);
  if (head === 'audit') return page(audit);
  if (head === 'organisation') return Object.assign(organisation, call.method === 'PUT' ? call.body : {});
  return administer(world, call, head, id);
}

function session(call: Call): unknown {
  const { method, path, body, user } = call;
  if (path[1] === 'totp' && path[2] === undefined)
    return {
      secret: 'JBSWY3DPEHPK3PXP',
      otpauth_uri: 'otpauth://totp/Rapport:demo?secret=JBSWY3DPEHPK3PXP&issuer=Rapport',
    };
  if (path[1] !== undefined) return {};
  if (method === 'DELETE') return call.signIn(undefined);
  if (method === 'GET') {
    if (!user) throw new Refusal(401, 'not_signed_in');
    return sessionOf(user);
  }
  const found = seed.users.find(({ email }) => email === body.email);
  if (body.password === 'locked') throw new Refusal(429, 'locked_out');
  if (!found || (body.password !== 'demo' && body.password !== 'totp'))
    throw new Refusal(401, 'bad_credentials');
  if (body.password === 'totp' && !body.totp) throw new Refusal(401, 'totp_required');
  if (body.password === 'totp' && body.totp !== '123456') throw new Refusal(401, 'bad_totp');
  call.signIn(found);
  return sessionOf(found);
}

function presence(world: World, id: string, { body }: Call): unknown {
  const agent = world.agents.get(id);
  const wanted = text(body.presence) as 'available' | 'away' | 'offline';
  if (!agent) throw new Refusal(404, 'unknown_agent');
  if (!body.after_current) return world.setPresence(id, wanted, text(body.reason_id));
  Object.assign(agent, { next_presence: wanted, next_reason_id: text(body.reason_id) });
  world.tellAgent(agent);
  return agent;
}

function interactions(world: World, user: User, call: Call, id: string, verb: string, more: string): unknown {
  if (id === '') return page(filtered(world, call.query));
  const interaction = world.interaction(id);
  const { body, method } = call;
  if (verb === '') return world.detail(interaction);
  if (verb === 'messages' && method === 'GET') return page(world.messages.get(id) ?? []);
  if (verb === 'messages') {
    const ids = (body.attachment_ids ?? []) as string[];
    const attachments = ids.flatMap((each) => attachmentOf(each) ?? []);
    const author = body.kind === 'note' ? 'note' : 'agent';
    return world.say(id, author, text(body.text) ?? '', {
      agentId: user.id,
      clientId: text(body.client_id),
      attachments,
    });
  }
  if (verb === 'recordings') return { items: recordingsOf(interaction) };
  if (verb === 'why') return explanation(world, interaction);
  if (verb === 'read') return Object.assign(interaction, { unread: 0 }) && {};
  return world.shown(command(world, user, interaction, verb, more, body));
}

function filtered(world: World, query: URLSearchParams) {
  const wanted = (name: string, value: string | undefined) => !query.get(name) || query.get(name) === value;
  return world
    .records()
    .filter(
      (each) =>
        wanted('state', each.state) &&
        wanted('queue_id', each.queue_id) &&
        wanted('agent_id', each.agent_id) &&
        (each.first_text ?? '').includes(query.get('text') ?? ''),
    );
}

function command(
  world: World,
  user: User,
  interaction: Kept,
  verb: string,
  more: string,
  body: Call['body'],
): Kept {
  const { id } = interaction;
  const note = text(body.note);
  if (verb === 'accept') return world.accept(id, user.id, text(body.offer_id) ?? '');
  if (verb === 'decline') {
    world.requeue(interaction, 'declined');
    return interaction;
  }
  if (verb === 'end') return world.end(id);
  if (verb === 'wrap-up') {
    if (!body.disposition_id) throw new Refusal(409, 'disposition_required');
    const leg = interaction.legs.at(-1);
    if (leg) leg.disposition_id = text(body.disposition_id);
    return world.close(interaction, 'completed');
  }
  if (verb === 'priority') interaction.priority = Number(body.priority);
  if (note) world.say(id, 'note', note, { agentId: user.id });
  if (verb === 'transfer') {
    Object.assign(interaction, {
      state: 'queued',
      agent_id: undefined,
      queue_id: text(body.queue_id) ?? interaction.queue_id,
    });
    world.tell(interaction, 'transferred');
    if (body.agent_id) world.offer(id, text(body.agent_id) ?? '');
    return interaction;
  }
  if (verb === 'consult' && more === '') world.offer(id, text(body.agent_id) ?? '', 20, true);
  if (more === 'end')
    Object.assign(interaction, { consulted_id: undefined, is_consult_offered: false, offer: undefined });
  if (more === 'complete')
    Object.assign(interaction, { agent_id: interaction.consulted_id, consulted_id: undefined });
  world.tell(interaction, verb);
  return interaction;
}

function attachmentOf(id: string) {
  const file = files.get(id);
  return (
    file && {
      id,
      name: id,
      bytes: file.bytes.length,
      type: file.type,
      is_image: file.type.startsWith('image/'),
      url: `/api/v1/attachments/${id}`,
    }
  );
}

function attach(world: World, call: Call): unknown {
  const id = world.id();
  files.set(id, { type: call.type, bytes: call.raw });
  return { ...attachmentOf(id), name: decodeURIComponent(call.fileName) };
}

function customer(world: World, call: Call, id: string, verb: string): unknown {
  if (verb === 'interactions') return page(world.records().filter((each) => each.customer.id === id));
  const found = seed.customers.find((each) => each.id === id);
  if (!found) throw new Refusal(404, 'not_found');
  return call.method === 'PATCH' ? Object.assign(found, call.body) : found;
}

function explanation(world: World, interaction: Kept): unknown {
  const agents = [
    { agent_id: '1', exclusion: 'none', score: 512_000_000, idle_since: interaction.arrived_at },
    { agent_id: '2', exclusion: 'none', score: 201_000_000, idle_since: interaction.arrived_at },
    { agent_id: '7', exclusion: 'away', score: 0 },
    { agent_id: '4', exclusion: 'lacks_skill', missing_skill_id: '1', score: 0 },
    { agent_id: '5', exclusion: 'offline', score: 0 },
    { agent_id: '3', exclusion: 'capacity_full', score: 0 },
  ];
  const why = (trigger: string, chosen: string, waited: number) => ({
    trigger,
    queue_id: interaction.queue_id,
    chosen_id: chosen,
    step: 0,
    steps: 2,
    waited_s: waited,
    score: waited * 1_000_000,
    agents: [...agents].sort((a, b) => Number(b.agent_id === chosen) - Number(a.agent_id === chosen)),
    counts: { none: 2, away: 1, lacks_skill: 1, offline: 1, capacity_full: 1 },
    unseen: 0,
    rivals: world
      .open()
      .filter(({ id, state }) => id !== interaction.id && state === 'queued')
      .map((each) => ({ interaction_id: each.id, queue_id: each.queue_id, score: 9_000_000 })),
    more_skill_id: '1',
    sooner_s: 12,
  });
  return {
    assists: [],
    assignments: [
      {
        offer_id: '1',
        at: interaction.arrived_at,
        leg: 1,
        agent_id: '2',
        end: 'no_answer',
        ended_at: interaction.arrived_at,
        why: why('interaction_waiting', '2', 4),
      },
      {
        offer_id: '2',
        at: interaction.arrived_at,
        leg: 1,
        agent_id: '1',
        end: 'accepted',
        ended_at: interaction.arrived_at,
        why: why('agent_free', '1', 26),
      },
    ],
  };
}

function administer(world: World, call: Call, head: string, id: string): unknown {
  const table = tables[head];
  if (!table) throw new Refusal(404, 'not_found');
  const { method, body, user } = call;
  const found = table.find((each) => each.id === id);
  if (id !== '' && !found) throw new Refusal(404, 'not_found');
  if (method === 'GET') return found ?? page(table);
  if (method !== 'DELETE' && 'name' in body && body.name === '') {
    throw Object.assign(new Refusal(422, 'invalid'), {
      issues: [{ where: 'name', what: 'must not be empty' }],
    });
  }
  const before = found && structuredClone(found);
  let after: { id: string } | undefined;
  if (call.path[2] === 'secret') return { secret: 'c2VjcmV0LXNob3duLW9uY2U' };
  if (method === 'DELETE')
    table.splice(
      table.findIndex((each) => each.id === id),
      1,
    );
  else if (found) after = Object.assign(found, body);
  else {
    after = { ...body, id: world.id() };
    if (head === 'api-tokens')
      Object.assign(after, { created_at: new Date().toISOString(), token: 'rpt_shown_once_7f3a9c' });
    table.push(after);
  }
  const action = method === 'DELETE' ? 'deleted' : found ? 'changed' : 'created';
  audit.unshift({
    id: world.id(),
    at: new Date().toISOString(),
    user_id: user?.id,
    action,
    kind: head,
    target_id: after?.id ?? id,
    before,
    after: structuredClone(after),
    remote_address: '127.0.0.1',
    request_id: 'r1',
  });
  world.onEvent({ type: 'configuration', what: head });
  return after ?? {};
}
