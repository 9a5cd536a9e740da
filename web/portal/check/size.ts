// Fails when what a reader has to load besides the page is over the limit.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const limitBytes = 12 * 1024;
const folder = fileURLToPath(new URL('../../dist/portal/assets', import.meta.url));
let total = 0;
for (const name of readdirSync(folder).filter((each) => /\.(js|css)$/.test(each))) {
  const gzip = gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
  total += gzip;
  console.log(`${name}: gzip ${(gzip / 1024).toFixed(1)} KB`);
}
if (total > limitBytes) {
  console.error(`the portal's client is over its limit of ${limitBytes / 1024} KB`);
  process.exit(1);
}
