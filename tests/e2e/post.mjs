// A real SMTP server (aiosmtpd, tests/support/mail_server.py) beside a walk: what it takes can be read here.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './caller.mjs';

export class Post {
  static async open() {
    const post = new Post();
    const folder = mkdtempSync(join(tmpdir(), 'rapport-post-'));
    const openssl = (...words) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test Authority', '-addext', 'keyUsage=critical,keyCertSign');
    openssl('req', ...key, '-keyout', 'key.pem', '-out', 'cert.csr', '-subj', '/CN=localhost');
    writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    openssl('x509', '-req', '-in', 'cert.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names', '-out', 'cert.pem');
    const child = spawn('/usr/bin/python3', ['-B', 'tests/support/mail_server.py', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    await until(() => /ready \d+/.test(said), 20_000, () => 'the SMTP server is not ready');
    const [, port] = /ready (\d+)/.exec(said);
    return Object.assign(post, { folder, child, port, ca: join(folder, 'ca.pem') });
  }

  // Mails for an address that is no account, oldest first.
  mails(address) {
    const folder = join(this.folder, 'outside', address);
    if (!existsSync(folder)) return [];
    return readdirSync(folder).filter((name) => !name.startsWith('.')).sort().map((name) => readFileSync(join(folder, name), 'utf8'));
  }

  // The settings of a server that sends by it.
  get settings() {
    return { RAPPORT_MAIL_HOST: 'localhost', RAPPORT_MAIL_PORT: this.port, RAPPORT_MAIL_CA_FILE: this.ca, RAPPORT_MAIL_USER: 'help', RAPPORT_MAIL_PASSWORD: 'secret-help', RAPPORT_MAIL_FROM: 'Fernwell <help@shop.test>' };
  }

  async close() {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
