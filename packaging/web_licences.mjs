// Prints name, version and licence text of every npm package that the built web apps may contain: all that
// web/package-lock.json lists and does not mark as needed for development only.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const lock = JSON.parse(readFileSync('web/package-lock.json', 'utf8'));
for (const [folder, entry] of Object.entries(lock.packages)) {
  if (!folder || entry.dev || entry.devOptional || !existsSync(`web/${folder}`)) continue;
  const text = readdirSync(`web/${folder}`).find((file) => /^(licen[cs]e|copying)/i.test(file));
  console.log(`${'='.repeat(78)}\n${folder.replace(/^.*node_modules\//, '')} ${entry.version} (${entry.license ?? 'see below'})\n`);
  if (text) console.log(`${readFileSync(`web/${folder}/${text}`, 'utf8').trim()}\n`);
}
