// A private mail world for one walk, on loopback and free ports, in a temp folder: Dovecot, and the SMTP server of mail_server.py which puts what
// it takes into Dovecot's mailboxes. The password of "ada" is "secret-ada", the address ada@shop.test. What mail_servers.h is for the tests in C++.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../crash/server.mjs';

const id = (what, user) => Number(execFileSync('id', [what, user], { encoding: 'utf8' }));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const answers = (port) =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true) ?? socket.destroy());
    socket.once('error', () => resolve(false));
  });

export class MailWorld {
  // Without IMAP nothing starts Dovecot: for who only sends.
  static async open({ has_imap = true } = {}) {
    const world = new MailWorld();
    const as_root = process.getuid() === 0;
    Object.assign(world, {
      folder: mkdtempSync(join(tmpdir(), 'rapport-mail-')),
      user: as_root ? 'nobody' : execFileSync('id', ['-un'], { encoding: 'utf8' }).trim(),
      delivered: 0,
      children: [],
    });
    world.uid = id('-u', world.user);
    world.gid = id('-g', world.user);
    world.group = execFileSync('id', ['-gn', world.user], { encoding: 'utf8' }).trim();
    for (const part of ['', 'run', 'state', 'mail', 'outside']) world.own(join(world.folder, part), true);
    world.certify();
    try {
      await world.startSmtp();
      if (has_imap) await world.startImap();
    } catch (error) {
      world.close();
      throw error;
    }
    return world;
  }

  own(path, is_folder = false) {
    if (is_folder) mkdirSync(path, { recursive: true });
    chownSync(path, this.uid, this.gid);
  }

  get ca_file() {
    return join(this.folder, 'ca.pem');
  }

  // The settings of a server that mails by it on its own behalf.
  get settings() {
    return {
      RAPPORT_MAIL_HOST: 'localhost',
      RAPPORT_MAIL_PORT: String(this.smtp_port),
      RAPPORT_MAIL_CA_FILE: this.ca_file,
      RAPPORT_MAIL_USER: 'help',
      RAPPORT_MAIL_PASSWORD: 'secret-help',
      RAPPORT_MAIL_FROM: 'Fernwell <help@shop.test>',
    };
  }

  certify() {
    const openssl = (...words) => execFileSync('openssl', words, { cwd: this.folder, stdio: 'ignore' });
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test Authority', '-addext', 'keyUsage=critical,keyCertSign');
    openssl('req', ...key, '-keyout', 'key.pem', '-out', 'cert.csr', '-subj', '/CN=localhost');
    writeFileSync(join(this.folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    openssl('x509', '-req', '-in', 'cert.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names', '-out', 'cert.pem');
    for (const file of ['key.pem', 'cert.pem', 'ca.pem']) this.own(join(this.folder, file));
  }

  spawn(program, words) {
    const child = spawn(program, words, { cwd: this.folder, uid: this.uid, gid: this.gid, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    child.said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (child.said += text));
    this.children.push(child);
    return child;
  }

  async startSmtp() {
    const script = join(this.folder, 'mail_server.py');
    copyFileSync('tests/support/mail_server.py', script);
    this.own(script);
    const child = this.spawn('/usr/bin/python3', ['-B', script, this.folder]);
    for (let waits = 0; waits < 3_000; waits += 1) {
      const ready = /ready (\d+) (\d+)/.exec(child.said);
      if (ready) return Object.assign(this, { smtp_port: Number(ready[1]), smtps_port: Number(ready[2]) });
      if (child.exitCode !== null) break;
      await pause(10);
    }
    throw new Error(`the SMTP server did not start:\n${child.said}`);
  }

  async startImap() {
    for (let tries = 0; tries < 5; tries += 1) {
      Object.assign(this, { imap_port: await freePort(), imaps_port: await freePort() });
      writeFileSync(join(this.folder, 'dovecot.conf'), this.config());
      const child = this.spawn('/usr/sbin/dovecot', ['-F', '-c', join(this.folder, 'dovecot.conf')]);
      for (let waits = 0; waits < 3_000 && child.exitCode === null; waits += 1) {
        if ((await answers(this.imap_port)) && (await answers(this.imaps_port))) return;
        await pause(10);
      }
    }
    throw new Error(`Dovecot did not start:\n${this.children.at(-1).said}`);
  }

  config() {
    const { folder: at, user, group } = this;
    return `base_dir = ${at}/run
state_dir = ${at}/state
log_path = ${at}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
ssl = yes
ssl_cert = <${at}/cert.pem
ssl_key = <${at}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_fsync = never
first_valid_uid = 1
login_trusted_networks =
mail_max_userip_connections = 100
passdb {
  driver = static
  args = password=secret-%u
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${at}/mail/%u
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = ${this.imap_port}
  }
  inet_listener imaps {
    port = ${this.imaps_port}
    ssl = yes
  }
}
`;
  }

  addAccount(name) {
    for (const part of ['', 'Maildir', 'Maildir/new', 'Maildir/cur', 'Maildir/tmp']) this.own(join(this.folder, 'mail', name, part), true);
  }

  // Into an account's inbox, as a server would: whole or not at all.
  deliver(name, bytes) {
    const maildir = join(this.folder, 'mail', name, 'Maildir');
    this.delivered += 1;
    const file = `${1_700_000_000 + this.delivered}.M${this.delivered}.test`;
    writeFileSync(join(maildir, 'tmp', file), bytes.replace(/\r?\n/g, '\r\n'));
    this.own(join(maildir, 'tmp', file));
    renameSync(join(maildir, 'tmp', file), join(maildir, 'new', file));
  }

  // What the SMTP server took for an address that is no account, oldest first.
  outside(address) {
    const folder = join(this.folder, 'outside', address);
    if (!existsSync(folder)) return [];
    return readdirSync(folder).filter((file) => !file.startsWith('.')).sort().map((file) => readFileSync(join(folder, file), 'utf8'));
  }

  close() {
    for (const child of this.children)
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}
