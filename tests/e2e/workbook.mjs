// What is in a workbook (XLSX): its sheets, each as rows of cells. As much of ZIP and SpreadsheetML as the exports use.
import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';

function filesOf(zip) {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  assert.ok(end >= 0, 'not a ZIP file');
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, name, extra, comment, place] = [10, 20, 28, 30, 32, 42].map((offset) =>
      offset === 20 || offset === 42 ? zip.readUInt32LE(at + offset) : zip.readUInt16LE(at + offset));
    const data = place + 30 + zip.readUInt16LE(place + 26) + zip.readUInt16LE(place + 28);
    const packed = zip.subarray(data, data + size);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}

const plain = (text) =>
  text.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');

// By the sheet's name.
export function sheetsOf(zip) {
  const files = filesOf(zip);
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, text]) => plain(text));
  const names = [...files.get('xl/workbook.xml').matchAll(/<sheet [^>]*?name="([^"]*)"/g)].map(([, name]) => plain(name));
  return new Map(
    names.map((name, number) => [
      name,
      [...files.get(`xl/worksheets/sheet${number + 1}.xml`).matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
        [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes, inside = '']) => {
          const value = plain(inside);
          return /t="s"/.test(attributes) ? shared[Number(value)] : /t="(inlineStr|str)"/.test(attributes) || value === '' ? value : Number(value);
        })),
    ]),
  );
}
