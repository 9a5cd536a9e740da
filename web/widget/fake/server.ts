// A stand-in for the chat server, for developing and checking the widget: the protocol of docs/plan.md in
// memory, an agent who answers by herself, and POST /fake for tests to make things happen.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { extname, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ClientFrame, Config, ServerFrame } from '../src/chat/protocol.ts';
import { Conversations, type Visitor } from './conversations.ts';
import { Session } from './session.ts';
import { answers, chineseTexts, englishTexts, formFields } from './words.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const secret = 'demo-secret';

export interface FakeOptions {
  config: Partial<Config> & { language_texts?: boolean };
  isAgentAlive: boolean; // answers by herself
  acceptMs: number;
  isDown: boolean; // refuses sockets and requests
  isDeaf: boolean; // takes messages, never acknowledges
  dropNextAck: boolean;
  refuse?: { reason: string; detail: string };
}

export interface FakeServer {
  url: string;
  options: FakeOptions;
  chats: Conversations;
  cut: () => void; // breaks every socket
  close: () => Promise<void>;
}

function claimsOf(token: string | undefined): { sub: string; name?: string } | undefined {
  const [head, body, sign] = (token ?? '').split('.');
  if (!head || !body || !sign) return undefined;
  const right = createHmac('sha256', secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(sign, 'base64url');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as { sub: string; name?: string };
}

export function identityToken(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const words = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${words}.${createHmac('sha256', secret).update(words).digest('base64url')}`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export async function startFake(port = 0): Promise<FakeServer> {
  const chats = new Conversations();
  const options: FakeOptions = {
    config: {},
    isAgentAlive: true,
    acceptMs: 4000,
    isDown: false,
    isDeaf: false,
    dropNextAck: false,
  };
  const timers = new Set<NodeJS.Timeout>();
  const later = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };
  liveAgent(chats, options, later);

  const json = (response: ServerResponse, status: number, value: unknown): void => {
    response.writeHead(status, {
      'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-File-Name',
      'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    });
    response.end(value === undefined ? '' : JSON.stringify(value));
  };
  const problem = (response: ServerResponse, status: number, reason: string, detail: string): void =>
    json(response, status, { type: 'about:blank', title: reason, status, reason, detail });

  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) =>
      problem(response, 500, 'internal', String(error)),
    );
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const path = url.pathname;
    if (path === '/fake') return fakeControl(request, response);
    if (options.isDown && path.startsWith('/chat/')) return void request.socket.destroy();
    if (request.method === 'OPTIONS') return json(response, 204, undefined);
    const chat = /^\/chat\/v1\/([^/]+)\/(.+)$/.exec(path);
    if (chat) return chatRequest(request, response, chat[2] ?? '', url);
    if (path === '/demo/identity') {
      const sub = url.searchParams.get('customer') ?? 'chen';
      const name = { chen: '陈晓雨', okafor: 'Ada Okafor' }[sub] ?? sub;
      const claims = { sub, name, email: `${sub}@example.com`, exp: Math.floor(Date.now() / 1000) + 3600 };
      return json(response, 200, { identity_token: identityToken(claims), name });
    }
    const file =
      path === '/widget.js'
        ? 'widget/widget.js'
        : path.endsWith('/')
          ? `${path.slice(1)}index.html`
          : path.slice(1);
    const body = await readFile(dist + normalize(`/${file}`)).catch(() => undefined);
    if (!body) return problem(response, 404, 'not_found', path);
    // What a careful company allows on its pages; the widget has to do with it.
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws://127.0.0.1:*";
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
    });
    response.end(body);
  }

  async function chatRequest(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    url: URL,
  ): Promise<void> {
    if (path === 'config') {
      const language = url.searchParams.get('language');
      const config: Config = {
        name: 'demo',
        colour: '#0f766e',
        position: 'right',
        texts: language === 'zh-CN' ? chineseTexts : englishTexts,
        pre_chat: { is_on: true, fields: formFields(language) },
        is_open: true,
        wait: { position: 2, low_s: 125, high_s: 230, is_known: true },
        is_identity_required: false,
        attachment_bytes_max: 20 * 1024 * 1024,
        attachment_types: ['image/*', 'application/pdf', 'text/plain', 'application/zip'],
        ...options.config,
      };
      return json(response, 200, config);
    }
    if (path === 'visitors') {
      const body = JSON.parse((await bodyOf(request)).toString()) as Record<string, string | undefined>;
      const claims = claimsOf(body.identity_token);
      if (body.identity_token && !claims)
        return problem(
          response,
          401,
          'bad_identity_token',
          'The identity token is not signed by this company.',
        );
      return json(response, 200, { visitor_token: chats.register(body.visitor_token, claims).token });
    }
    if (path === 'attachments') {
      const visitor = chats.visitor(request.headers.authorization?.replace(/^Visitor /, ''));
      if (!visitor) return problem(response, 401, 'unknown_visitor', 'Who is uploading?');
      const body = await bodyOf(request);
      const type = request.headers['content-type'] ?? 'application/octet-stream';
      const name = decodeURIComponent(String(request.headers['x-file-name'] ?? 'file'));
      if (/exe$|wasm$/.test(name))
        return problem(response, 400, 'type_not_allowed', 'Programs are not accepted.');
      const id = chats.nextId();
      const attachment = {
        id,
        name,
        bytes: body.length,
        type,
        is_image: type.startsWith('image/'),
        url: `/chat/v1/demo/attachments/${id}?token=t`,
      };
      chats.attachments.set(id, { ...attachment, body });
      return json(response, 201, attachment);
    }
    const stored = chats.attachments.get(path.replace('attachments/', ''));
    if (!stored) return problem(response, 404, 'not_found', path);
    response.writeHead(200, { 'Content-Type': stored.type, 'X-Content-Type-Options': 'nosniff' });
    response.end(stored.body);
  }

  // {"set": {options}} or {"do": "agent", "text": "…"} and the like, for the newest visitor.
  async function fakeControl(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const order = JSON.parse((await bodyOf(request)).toString()) as {
      set?: Partial<FakeOptions>;
      do?: string;
      text?: string;
      change?: object;
    };
    Object.assign(options, order.set);
    const visitor = chats.newest();
    if (order.do === 'cut') cut();
    else if (visitor && order.do) actOn(chats, visitor, order.do, order.text ?? '', order.change);
    json(response, 200, visitor?.messages ?? []);
  }

  const sockets = new WebSocketServer({ noServer: true });
  const cut = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  server.on('upgrade', (request, socket, head) => {
    if (options.isDown || !/^\/chat\/v1\/[^/]+\/socket/.test(request.url ?? '')) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => talk(ws, chats, options));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
  const close = async (): Promise<void> => {
    for (const timer of timers) clearTimeout(timer);
    cut();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, options, chats, cut, close };
}

function talk(ws: WebSocket, chats: Conversations, options: FakeOptions): void {
  const session = new Session(chats, { send: (frame: ServerFrame) => ws.send(JSON.stringify(frame)) });
  ws.on('close', () => session.close());
  ws.on('message', (data) => {
    const frame = JSON.parse(String(data)) as ClientFrame;
    const isWords = frame.type === 'start' || frame.type === 'send';
    if (isWords && options.refuse)
      return ws.send(JSON.stringify({ type: 'error', client_id: frame.client_id, ...options.refuse }));
    session.isDeaf = options.isDeaf || (isWords && options.dropNextAck);
    session.receive(frame);
    if (isWords && options.dropNextAck) {
      options.dropNextAck = false;
      ws.terminate();
    }
  });
}

function actOn(chats: Conversations, visitor: Visitor, what: string, text: string, change?: object): void {
  const conversation = visitor.conversations.at(-1);
  if (!conversation) return;
  if (what === 'accept')
    chats.change(visitor, { state: 'active', agent: { name: text }, position: undefined });
  if (what === 'agent')
    chats.post(visitor, conversation, {
      author: 'agent',
      agent_name: conversation.agent?.name ?? 'Li Na',
      text,
    });
  if (what === 'system') chats.post(visitor, conversation, { author: 'system', text });
  if (what === 'end') chats.change(visitor, { state: 'ended', ended_at: new Date().toISOString() });
  if (what === 'typing') chats.tell(visitor, { type: 'typing', is_typing: true });
  if (what === 'read') chats.read(visitor);
  if (what === 'change') chats.change(visitor, change ?? {});
}

function liveAgent(
  chats: Conversations,
  options: FakeOptions,
  later: (ms: number, act: () => void) => void,
): void {
  chats.onStart = (visitor, conversation) => {
    if (!options.isAgentAlive) return;
    const wait = (position: number, low_s: number, high_s: number) => ({
      position,
      low_s,
      high_s,
      is_known: true,
    });
    later(options.acceptMs / 2, () => chats.change(visitor, { position: 1, wait: wait(1, 20, 45) }));
    later(options.acceptMs, () => {
      if (conversation.state !== 'queued') return;
      const isChinese = /\p{Script=Han}/u.test(visitor.messages.at(-1)?.text ?? '');
      chats.change(visitor, { state: 'active', agent: { name: isChinese ? '李娜' : 'Nora Lindqvist' } });
      actOn(chats, visitor, 'agent', isChinese ? answers.zh[0]! : answers.en[0]!);
    });
  };
  let count = 0;
  chats.onText = (visitor, message) => {
    const conversation = visitor.conversations.at(-1);
    if (!options.isAgentAlive || conversation?.state !== 'active') return;
    later(500, () => chats.read(visitor));
    later(900, () => chats.tell(visitor, { type: 'typing', is_typing: true }));
    later(2600, () => {
      const list = /\p{Script=Han}/u.test(message.text) ? answers.zh : answers.en;
      actOn(chats, visitor, 'agent', list[++count % list.length]!);
    });
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fake = await startFake(Number(process.env.PORT ?? 8090));
  console.log(`${fake.url}/demo/`);
}
