// The real server as a child process on a port that stays the same over restarts.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';

export async function freePort() {
  const socket = createServer();
  await new Promise((resolve) => socket.listen(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

export async function freeUdpPort() {
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

// How long the process could have run and was not let, in milliseconds: of the thread that waited longest. 0 where the system does not say.
function waitedFor(pid) {
  try {
    return Math.max(...readdirSync(`/proc/${pid}/task`).map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[1]))) / 1e6;
  } catch {
    return 0;
  }
}

export class Server {
  // `options`: more of the command line's.
  constructor(program, data, port, options = []) {
    Object.assign(this, { program, data, port, options, base: `http://127.0.0.1:${port}`, log: '' });
  }

  // Milliseconds from the start of the process to its first "ready"; `waited_ms` of them the machine was busy with others.
  async start(deadline_ms = 30_000) {
    const started = performance.now();
    this.child = spawn(this.program, ['demo', '--data', this.data, '--port', String(this.port), ...this.options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Servers beside each other: the demo's own telephone port would be had by one of them only.
      env: { RAPPORT_VOICE_LISTEN: 'udp:127.0.0.1:0', ...process.env, RAPPORT_LIMITS_CHAT_REQUESTS_PER_MINUTE: '1000000', RAPPORT_LIMITS_SIGN_INS_PER_MINUTE: '1000000' },
    });
    const keep = (text) => (this.log = (this.log + text).slice(-20_000));
    this.child.stdout.on('data', keep);
    this.child.stderr.on('data', keep);
    this.gone = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })));
    let has_exited = false;
    this.gone.then(() => (has_exited = true));
    while (performance.now() - started < deadline_ms) {
      if (has_exited) throw new Error(`the server stopped by itself:\n${this.log}`);
      const ready = await fetch(`${this.base}/readyz`).then((r) => r.ok, () => false);
      if (ready) {
        const ready_ms = performance.now() - started;
        this.waited_ms = waitedFor(this.child.pid);
        return ready_ms;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`not ready after ${deadline_ms} ms:\n${this.log}`);
  }

  async kill() {
    this.child.kill('SIGKILL');
    return this.gone;
  }

  async stop() {
    this.child.kill('SIGTERM');
    return this.gone;
  }
}
