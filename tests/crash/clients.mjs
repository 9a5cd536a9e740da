// Visitors and agents that keep on through every crash, as their browsers would, and remember what was acknowledged to them.
import WebSocket from 'ws';

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// --- a visitor: one conversation after the other, each message sent again until it is acknowledged ---
export class Visitor {
  constructor(base, key, name) {
    Object.assign(this, { base, key, name, acked: [], conversations: new Set(), seen: new Map(), sent: 0, is_done: false });
    this.outbox = [];
  }

  async run(until) {
    while (!until()) {
      await this.connection(until).catch(() => {});
      await pause(20);
    }
    this.is_done = true;
  }

  async connection(until) {
    if (!this.token) {
      const response = await fetch(`${this.base}/chat/v1/${this.key}/visitors`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ language: 'zh-CN' }),
      });
      if (!response.ok) throw new Error(String(response.status));
      this.token = (await response.json()).visitor_token;
    }
    const socket = new WebSocket(`${this.base.replace('http', 'ws')}/chat/v1/${this.key}/socket`);
    await new Promise((resolve, reject) => {
      let timer;
      socket.on('error', reject);
      socket.on('close', () => {
        clearInterval(timer);
        resolve();
      });
      socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', visitor_token: this.token, conversation_id: this.conversation?.id, after: this.last_seen })));
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data));
        this.hear(frame);
        if (frame.type === 'welcome') {
          this.in_flight = undefined;
          timer = setInterval(() => {
            if (until()) socket.close();
            else this.talk(socket);
          }, 15);
        }
      });
    });
  }

  hear(frame) {
    if (frame.type === 'welcome') {
      this.conversation = frame.conversation;
      for (const message of frame.messages) this.see(message);
    } else if (frame.type === 'conversation') this.conversation = frame.conversation;
    else if (frame.type === 'message') this.see(frame.message);
    else if (frame.type === 'ack') {
      this.see(frame.message);
      this.acked.push({ client_id: frame.client_id, id: frame.message.id, interaction: frame.message.interaction_id });
      this.conversations.add(frame.message.interaction_id);
      if (this.outbox[0]?.client_id === frame.client_id) this.outbox.shift();
      this.in_flight = undefined;
    } else if (frame.type === 'error' && frame.client_id) {
      // Refused for good (it ended in between): a new message opens the next conversation.
      if (frame.reason !== 'cannot_accept') this.outbox = this.outbox.filter((m) => m.client_id !== frame.client_id);
      this.in_flight = undefined;
    }
  }

  see(message) {
    if (this.seen.has(message.id) && this.seen.get(message.id) !== message.text) throw new Error(`message ${message.id} has changed`);
    this.seen.set(message.id, message.text);
    if (message.interaction_id === this.conversation?.id && (!this.last_seen || BigInt(message.id) > BigInt(this.last_seen))) this.last_seen = message.id;
  }

  talk(socket) {
    if (this.in_flight) return;
    const has_open = this.conversation && this.conversation.state !== 'ended';
    if (this.outbox.length === 0) {
      this.sent += 1;
      this.outbox.push({ client_id: `${this.name}-${this.sent}`, text: `${this.name} says ${this.sent}` });
    }
    const { client_id, text } = this.outbox[0];
    this.in_flight = client_id;
    const frame = has_open
      ? { type: 'send', client_id, text }
      : { type: 'start', client_id, text, form: this.form ?? {}, page_url: 'http://test/', language: 'zh-CN' };
    if (!has_open) this.last_seen = undefined;
    socket.send(JSON.stringify(frame));
  }
}

// --- an agent: signs in, is available, accepts, answers, ends, wraps up ---
export class Agent {
  constructor(base, sign_in) {
    Object.assign(this, { base, sign_in, accepted: [], said: [], seqs: [], number: 0, gaps: 0, mine: new Map() });
  }

  async request(method, path, body, headers = {}) {
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Cookie: this.cookie ?? '', 'X-CSRF-Token': this.csrf ?? '', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const value = text ? JSON.parse(text) : undefined;
    if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${text}`), { status: response.status, problem: value });
    return { response, value };
  }

  async enter() {
    const { response, value } = await this.request('POST', '/session', { email: this.sign_in.email, password: this.sign_in.password });
    this.cookie = response.headers.getSetCookie()[0].split(';')[0];
    this.csrf = value.csrf_token;
    this.id = value.user.id;
  }

  async run(until) {
    while (!until()) {
      await this.shift(until).catch((error) => (this.last_error = error));
      await pause(20);
    }
  }

  async shift(until) {
    if (!this.cookie) await this.enter();
    const after = this.last_seq === undefined ? '' : `?after=${this.last_seq}`;
    const socket = new WebSocket(`${this.base.replace('http', 'ws')}/api/v1/feed${after}`, { headers: { Cookie: this.cookie } });
    await new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', resolve);
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data));
        if (frame.type === 'hello') {
          if (frame.is_reset) this.resets = (this.resets ?? 0) + 1;
          this.last_seq = Math.max(this.last_seq ?? 0, frame.seq);
          void this.work(socket, until);
        }
        if (frame.seq !== undefined && frame.type !== 'hello') {
          if (this.last_told !== undefined && frame.seq < this.last_told) this.gaps += 1;
          this.last_told = frame.seq;
          this.last_seq = frame.seq;
        }
        if (frame.type === 'interaction') this.mine.set(frame.interaction.id, frame.interaction);
      });
    });
  }

  async work(socket, until) {
    while (socket.readyState === WebSocket.OPEN && !until()) {
      const done = await this.turn().catch((error) => {
        this.last_error = error;
        if (error.status === 401) this.cookie = undefined;
      });
      if (!done) await pause(25);
    }
    socket.close();
  }

  async turn() {
    const { value: desk } = await this.request('GET', '/desk');
    const me = desk.me;
    if (me && me.presence !== 'available') await this.request('PUT', `/agents/${this.id}/presence`, { presence: 'available' });
    for (const it of desk.interactions) {
      const path = `/interactions/${it.id}`;
      if (it.state === 'offered' && it.offer?.agent_id === this.id) {
        const { value } = await this.request('POST', `${path}/accept`, { offer_id: it.offer.id }).catch((error) => {
          if (error.status === 409 || error.status === 404) return {};
          throw error;
        });
        if (value) this.accepted.push(it.id);
      } else if (it.state === 'active') {
        this.number += 1;
        const client_id = `${this.sign_in.email}-${this.number}`;
        if (Math.random() < 0.1) await this.request('POST', `${path}/end`, {}).catch(passOver);
        else {
          const { value } = (await this.request('POST', `${path}/messages`, { client_id, kind: 'text', text: `answer ${client_id}` }).catch(passOver)) ?? {};
          if (value) this.said.push({ client_id, id: value.id, interaction: it.id });
        }
      } else if (it.state === 'wrap_up') {
        await this.request('POST', `${path}/wrap-up`, { disposition_id: it.disposition_ids[0] }).catch(passOver);
      }
    }
    return false;
  }
}

// It has moved on in between: a clear no, nothing to remember.
function passOver(error) {
  if (error.status === 409 || error.status === 404 || error.status === 403) return undefined;
  throw error;
}
