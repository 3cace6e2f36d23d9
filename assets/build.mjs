// Bundles script and style for browsers of 2018 and copies the fonts. The names it writes are those
// of outputs.txt; the program serves them under hashed names, cached for ever.
// usage: node assets/build.mjs FOLDER
import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error('usage: node assets/build.mjs FOLDER');
mkdirSync(out, { recursive: true });

// The same 32 bits that name the file when it is served (src/http/assets.cc): FNV-1a of the bytes.
function contentHash(bytes) {
  let hash = 14695981039346656037n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 1099511628211n) & 0xffffffffffffffffn;
  return (hash & 0xffffffffn).toString(16).padStart(8, '0');
}

const fonts = {
  'fraunces.woff2': '@fontsource/fraunces/files/fraunces-latin-600-normal.woff2',
  'source-sans-3.woff2': '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
};
const fontAddresses = {};
for (const [name, from] of Object.entries(fonts)) {
  const bytes = readFileSync(join(here, '..', 'node_modules', from));
  writeFileSync(join(out, name), bytes);
  fontAddresses[name] = `/assets/${name.replace('.woff2', '')}.${contentHash(bytes)}.woff2`;
}

async function bundle(entry, name) {
  const result = await build({
    entryPoints: [join(here, entry)], bundle: true, minify: true, write: false, format: 'iife',
    target: ['chrome64', 'safari11.1'], external: ['*.woff2'], legalComments: 'none',
  });
  let text = result.outputFiles[0].text;
  for (const [font, address] of Object.entries(fontAddresses)) text = text.split(font).join(address);
  const bytes = Buffer.from(text);
  writeFileSync(join(out, name), bytes);
  writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }));
}

writeFileSync(join(out, 'favicon.svg'), readFileSync(join(here, 'favicon.svg')));
await bundle('app.css', 'app.css');
await bundle('desk.css', 'desk.css');
await bundle('app.js', 'app.js');
