// An agent, supervisor or administrator without a browser: signs in, listens to the feed (who does not cannot be available), and commands.
import WebSocket from 'ws';
import { Agent } from '../crash/clients.mjs';

export class Staff extends Agent {
  static async enter(base, name) {
    const staff = new Staff(base, { email: `${name}@fernwell.example`, password: 'rapport-demo' });
    await staff.enter();
    Object.assign(staff, { waiting: [] });
    staff.socket = new WebSocket(`${base.replace('http', 'ws')}/api/v1/feed`, { headers: { Cookie: staff.cookie } });
    staff.socket.on('message', (data) => staff.hear(JSON.parse(String(data))));
    await new Promise((resolve, reject) => {
      staff.waiting.push({ fits: (frame) => frame.type === 'hello', resolve });
      staff.socket.once('error', reject);
    });
    return staff;
  }

  hear(frame) {
    if (frame.type === 'interaction') this.mine.set(frame.interaction.id, frame.interaction);
    this.waiting = this.waiting.filter(({ fits, resolve }) => !fits(frame) || resolve(frame));
  }

  async get(path) {
    return (await this.request('GET', path)).value;
  }
  async post(path, body = {}) {
    return (await this.request('POST', path, body)).value;
  }
  async put(path, body) {
    return (await this.request('PUT', path, body)).value;
  }

  // Accepts the offer of this interaction, which may still be on its way.
  async accept(interaction_id, limit_ms = 15_000) {
    const is_mine = (interaction) => interaction.id === interaction_id && interaction.offer?.agent_id === this.id;
    const known = this.mine.get(interaction_id);
    const offered =
      known && is_mine(known)
        ? known
        : await new Promise((resolve, reject) => {
            this.waiting.push({
              fits: (frame) => frame.type === 'interaction' && is_mine(frame.interaction),
              resolve: (frame) => resolve(frame.interaction),
            });
            setTimeout(() => reject(new Error(`${this.sign_in.email}: no offer of ${interaction_id}`)), limit_ms).unref();
          });
    return this.post(`/interactions/${interaction_id}/accept`, { offer_id: offered.offer.id });
  }

  say(interaction_id, text, kind = 'text') {
    return this.post(`/interactions/${interaction_id}/messages`, { client_id: `s${(this.number += 1)}-${Date.now()}`, kind, text });
  }

  be(presence, reason_id) {
    return this.put(`/agents/${this.id}/presence`, { presence, reason_id });
  }

  leave() {
    this.socket.close();
  }
}
