// The kill test of mail: mails flow into a real Dovecot's mailbox while the server that reads it is killed at random points; at the end the
// ledger is counted against what was delivered: none lost, none doubled.
//   node tests/crash/mail.mjs [--program build/release/rapport] [--kills 6] [--mails 300] [--seed 1]
import { parseArgs } from 'node:util';
import { MailWorld } from '../support/mail_world.mjs';
import { Agent, pause } from './clients.mjs';
import { chance, everyItem, trial } from './trial.mjs';

const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: 'build/release/rapport' },
    kills: { type: 'string', default: '6' },
    mails: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
});

const random = chance(options.seed);

// --- what is delivered ---
const sent = []; // {bytes, id, sender}; what is no duplicate and not too large
const counts = { delivered: 0, duplicates: 0, large: 0 };

function nextMail(i) {
  const kind = random();
  if (kind < 0.1 && sent.length > 5) {
    counts.duplicates += 1;
    return sent[Math.floor(random() * sent.length)].bytes;
  }
  const answered = kind < 0.3 && sent.length > 0 ? sent[Math.floor(random() * sent.length)] : undefined;
  const sender = answered?.sender ?? `c${i}@home.test`;
  const head = `From: ${sender}\nTo: crash@shop.test\nSubject: Mail ${i}\nMessage-ID: <${i}.crash@home.test>\n${answered ? `In-Reply-To: <${answered.id}>\n` : ''}`;
  let rest = `\nThis is mail ${i}.\n`;
  if (i === 11) {
    counts.large += 1;
    return `From: big@home.test\nMessage-ID: <big@home.test>\n\n${'0123456789'.repeat(7).concat('\n').repeat(740_000)}`;
  }
  if (kind > 0.95) rest = `Content-Type: multipart/mixed; boundary=\n\n--\nbroken ${i}`;
  else if (kind > 0.9) rest = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>mail ${i}<script>x</script>\n--b\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n${'UEsDBAoAAAAA'.repeat(500)}\n--b--\n`;
  else if (kind > 0.88) rest = `${Array.from({ length: 200 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`).join('')}\ndeep ${i}\n`;
  else if (i === 23) rest = `Cc: ${Array.from({ length: 10_000 }, (_, n) => `a${n}@x.test`).join(',\n ')}\n\nto all, ${i}\n`;
  const mail = { bytes: head + rest, id: `${i}.crash@home.test`, sender };
  sent.push(mail);
  return mail.bytes;
}

const world = await MailWorld.open();
world.addAccount('crash');
process.env.RAPPORT_MAIL_CA_FILE = world.ca_file;
process.env.RAPPORT_MAIL_PRIVATE = 'true';

async function test(server, check) {
  await server.start();
  const demo = await (await fetch(`${server.base}/api/v1/demo`)).json();
  const admin = new Agent(server.base, demo.sign_ins.find((s) => s.role === 'admin'));
  await admin.enter();
  const { value: queues } = await admin.request('GET', '/queues');
  const made = await admin.request('POST', '/mailboxes', {
    name: 'Crash',
    address: 'crash@shop.test',
    queue_id: queues.items[0].id,
    imap_host: 'localhost',
    imap_port: world.imaps_port,
    imap_user: 'crash',
    imap_secret: 'secret-crash',
    takes_old_mails: true,
    hourly_max: 1_000_000,
  });
  const mailbox = made.value.id;
  const mails = Number(options.mails);
  const kills = Number(options.kills);
  const began = performance.now();
  let is_flowing = true;
  const flow = (async () => {
    for (let i = 0; i < mails; i += 1) {
      world.deliver('crash', nextMail(i));
      counts.delivered += 1;
      if (i % 20 === 19) await pause(random() * ((kills * 1_600) / (mails / 20)));
    }
    is_flowing = false;
  })();
  let killed = 0;
  while (is_flowing || killed < kills) {
    await pause(100 + random() * 700);
    await server.kill();
    killed += 1;
    await server.start();
  }
  await flow;
  const judge = new Agent(server.base, demo.sign_ins.find((s) => s.role === 'admin'));
  await judge.enter();
  let rows = [];
  for (let waits = 0; waits < 1_200 && rows.length < counts.delivered; waits += 1) {
    await pause(50);
    rows = await everyItem(judge, `/arrivals?channel=email&account_id=${mailbox}`);
  }
  console.log(`${killed} kills, ${counts.delivered} mails (${counts.duplicates} of them twice) in ${Math.round(performance.now() - began)} ms`);
  check('every mail that was delivered is one row', rows.length === counts.delivered, `${rows.length} rows, ${counts.delivered} delivered`);
  check('no row is there twice', new Set(rows.map((row) => row.key)).size === rows.length);
  const taken = rows.filter((row) => row.ending !== 'rejected');
  check('every mail is in exactly one conversation', taken.length === sent.length && new Set(taken.map((row) => row.message_id)).size === sent.length, `${taken.length} of ${sent.length}`);
  check('what came twice is known', rows.filter((row) => row.reason === 'duplicate').length === counts.duplicates, JSON.stringify(rows.filter((row) => row.ending === 'rejected').map((row) => row.reason)));
  check('what is too large is a row', rows.filter((row) => row.reason === 'too_large').length === counts.large);
  const { value: compared } = await judge.request('GET', `/mailboxes/${mailbox}/reconciliation`);
  check('the ledger and the server agree', compared.missing_here_count === 0 && compared.missing_there_count === 0 && compared.on_server === counts.delivered, JSON.stringify(compared).slice(0, 300));
  const wrong = [];
  for (const row of taken.filter((_, at) => at % Math.ceil(taken.length / 40) === 0)) {
    const { value: kept } = await judge.request('GET', `/interactions/${row.interaction_id}/mails?limit=200`);
    if (kept.items.filter((mail) => mail.message_id === row.message_id && mail.interaction_id === row.interaction_id).length !== 1) wrong.push(row.key);
    const { value: words } = await judge.request('GET', `/interactions/${row.interaction_id}/messages?limit=200`);
    const here = kept.items.filter((mail) => mail.interaction_id === row.interaction_id && mail.direction === 'in');
    if (words.items.filter((message) => message.author === 'customer').length !== here.length) wrong.push(`${row.key} words`);
  }
  check('each is there once, with its words once', wrong.length === 0, wrong.slice(0, 5).join());
  await server.stop();
}

const code = await trial(options.program, test);
world.close();
process.exit(code);
