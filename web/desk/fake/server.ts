// The fake over HTTP and WebSocket. Also serves a built desk, to look at it as it will be.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { Calls } from './calls.ts';
import type { FeedCommand, FeedEvent, User } from '../src/lib/contract.ts';
import { answer, fileOf } from './routes.ts';
import type { Call } from './routes.ts';
import { users } from './seed.ts';
import { Refusal, World } from './world.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const userOf = (request: IncomingMessage): User | undefined => {
  const id = /fake_session=(\d+)/.exec(request.headers.cookie ?? '')?.[1];
  return users.find((user) => user.id === id);
};

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function createFake(dist?: string) {
  const world = new World();
  const sockets = new Map<WebSocket, { user: User; isWatching: boolean; viewing?: string }>();
  world.fill();

  const calls = new Calls((event) => {
    for (const socket of sockets.keys()) send(socket, event);
  });
  const send = (socket: WebSocket, event: FeedEvent) => socket.send(JSON.stringify(event));
  world.onEvent = (event) => {
    for (const [socket, { user }] of sockets) if (concerns(event, user)) send(socket, event);
  };
  // As on the real server: supervisors see everything, agents their own.
  const concerns = (event: FeedEvent, user: User) => {
    if (!user.role_ids.includes('3')) return true;
    if (event.type === 'agent') return event.agent.id === user.id;
    if (event.type !== 'interaction') return true;
    const { agent_id, consulted_id, offer } = event.interaction;
    return (
      [agent_id, consulted_id, offer?.agent_id].includes(user.id) ||
      event.change === 'transferred' ||
      event.change === 'declined' ||
      event.change === 'no_answer'
    );
  };

  const api = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const path = url.pathname.slice('/api/v1/'.length).split('/');
    const file =
      path[0] === 'attachments' && path[1] && request.method === 'GET' ? fileOf(path[1]) : undefined;
    if (file) return response.writeHead(200, { 'Content-Type': file.type }).end(file.bytes);
    const raw = await readAll(request);
    const isJson = request.headers['content-type'] === 'application/json';
    const call: Call = {
      method: request.method ?? 'GET',
      path,
      query: url.searchParams,
      body: isJson && raw.length > 0 ? (JSON.parse(raw.toString()) as Call['body']) : {},
      raw,
      type: request.headers['content-type'] ?? '',
      fileName: String(request.headers['x-file-name'] ?? 'file'),
      user: userOf(request),
      signIn: (user) => response.setHeader('Set-Cookie', `fake_session=${user?.id ?? ''}; Path=/`),
    };
    try {
      const body = path[0] === 'fake' ? control(call) : answer(world, call);
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body ?? {}));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const issues = (error as Refusal & { issues?: unknown }).issues;
      const problem = { status: error.status, reason: error.reason, detail: error.message, issues };
      response
        .writeHead(error.status, { 'Content-Type': 'application/problem+json' })
        .end(JSON.stringify(problem));
    }
  };

  // What only the outside world could do: customers and broken networks.
  const control = ({ path, body }: Call) => {
    const what = path[1];
    const id = String(body.id ?? '');
    if (what === 'arrive')
      return world.arrive(String(body.customer_id), String(body.queue_id), String(body.text));
    if (what === 'ring') return world.arrive(String(body.customer_id), String(body.queue_id), '', 4, 'voice');
    if (what === 'talk') return calls.talk(world.interaction(id), String(body.number));
    if (what === 'offer') return world.offer(id, String(body.agent_id), Number(body.seconds ?? 20));
    if (what === 'say') return world.say(id, 'customer', String(body.text));
    if (what === 'emit') return world.onEvent(body.event as FeedEvent);
    if (what === 'drop') for (const socket of sockets.keys()) socket.terminate();
    return {};
  };

  const page = (response: ServerResponse, pathname: string) => {
    const path = normalize(pathname.replace(/^\/desk\//, '')).replace(/^(\.\.[/\\])+/, '');
    const wanted = join(dist ?? '', path);
    const file = extname(path) && existsSync(wanted) ? wanted : join(dist ?? '', 'index.html');
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    if (url.pathname.startsWith('/api/v1/')) void api(request, response, url);
    else if (dist) page(response, url.pathname);
    else response.writeHead(404).end();
  });

  const feed = new WebSocketServer({ server });
  feed.on('connection', (socket, request) => {
    const user = userOf(request);
    if (!user) return socket.close();
    const after = new URL(request.url ?? '/', 'http://fake').searchParams.get('after');
    const oldest = world.ring[0]?.seq ?? 0;
    const isReset = after === null || Number(after) < oldest - 1 || Number(after) > world.seq;
    sockets.set(socket, { user, isWatching: false });
    const tell = (event: FeedEvent) => send(socket, event);
    socket.on('close', () => {
      sockets.delete(socket);
      calls.left(user.id, tell);
    });
    send(socket, { type: 'hello', seq: world.seq, is_reset: isReset, server_time: new Date().toISOString() });
    if (!isReset)
      world.ring
        .filter((each) => each.seq > Number(after) && concerns(each, user))
        .forEach((each) => send(socket, each));
    socket.on('message', (data) => {
      const command = JSON.parse(String(data)) as FeedCommand;
      const state = sockets.get(socket);
      if (!state) return;
      if (command.type === 'ping') send(socket, { type: 'pong' });
      if (command.type === 'softphone_offer') calls.offered(user.id, tell);
      if (command.type === 'softphone_close') calls.left(user.id, tell);
      if (command.type === 'call') calls.act(user.id, command, tell);
      if (command.type === 'watch_board') state.isWatching = command.is_on;
      if (command.type === 'viewing') {
        state.viewing = command.interaction_id;
        const id = command.interaction_id;
        if (!id) return;
        const user_ids = [...sockets.values()]
          .filter((each) => each.viewing === id)
          .map((each) => each.user.id);
        for (const each of sockets.keys()) send(each, { type: 'viewing', interaction_id: id, user_ids });
      }
    });
  });
  const ticker = setInterval(() => {
    const { queues, agents, interactions } = world.board();
    for (const [socket, { isWatching }] of sockets) {
      if (isWatching)
        send(socket, {
          type: 'board',
          at: new Date().toISOString(),
          queues,
          agents,
          interactions,
          closed_ids: [...world.interactions.values()]
            .filter(({ state }) => state === 'closed')
            .map(({ id }) => id),
        });
    }
  }, 1000);
  server.on('close', () => clearInterval(ticker));
  return { server, world };
}
