// A visitor without a browser: one socket, as the widget opens it; enough to fill the desks' screens with conversations.
import WebSocket from 'ws';

export class Guest {
  static async come(base, { key = 'demo', language = 'en' } = {}) {
    const response = await fetch(`${base}/chat/v1/${key}/visitors`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ language }),
    });
    const guest = new Guest();
    Object.assign(guest, { language, frames: [], waiting: [], number: 0, ...(await response.json()) });
    guest.socket = new WebSocket(`${base.replace('http', 'ws')}/chat/v1/${key}/socket`);
    guest.socket.on('message', (data) => guest.hear(JSON.parse(String(data))));
    await new Promise((resolve, reject) => guest.socket.once('open', resolve).once('error', reject));
    guest.socket.send(JSON.stringify({ type: 'hello', visitor_token: guest.visitor_token }));
    await guest.frame((frame) => frame.type === 'welcome');
    return guest;
  }

  hear(frame) {
    this.frames.push(frame);
    this.waiting = this.waiting.filter(({ fits, resolve }) => !fits(frame) || resolve(frame));
  }

  // The next frame that fits, from now on.
  frame(fits, limit_ms = 15_000) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ fits, resolve });
      setTimeout(() => reject(new Error(`no such frame: ${fits}`)), limit_ms).unref();
    });
  }

  async say(text, { form = {}, page_url = 'https://www.fernwell.example/grinders', attachment_ids = [] } = {}) {
    const client_id = `${Date.now()}-${(this.number += 1)}`;
    const type = this.has_started ? 'send' : 'start';
    this.has_started = true;
    const answer = this.frame((frame) => frame.client_id === client_id);
    this.socket.send(JSON.stringify({ type, client_id, text, form, page_url, attachment_ids, language: this.language }));
    const frame = await answer;
    if (frame.type === 'error') throw new Error(`${frame.reason}: ${frame.detail}`);
    return frame.message;
  }

  tell(frame) {
    this.socket.send(JSON.stringify(frame));
  }

  leave() {
    this.socket.close();
  }
}
