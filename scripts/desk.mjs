// Gives the desk's chunk the names it is served under: each with a digest of what is in it, and beside each file
// its compressed forms. Does nothing where that is there already, so that the server is not built again.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const bound = 'target/desk/bound';
const pkg = 'target/desk/pkg';
const digest = (bytes) => createHash('sha256').update(bytes).digest('base64url').slice(0, 20);

const wasm = readFileSync(join(bound, 'desk.wasm'));
const wasmName = `desk.${digest(wasm)}.wasm`;
const glue = readFileSync(join(bound, 'desk.js'), 'utf8');
if (!glue.includes("'desk_bg.wasm'")) throw new Error('the script that wasm-bindgen wrote does not name its module');
const start = 'await __wbg_init();\n';
const js = Buffer.from(glue.replaceAll("'desk_bg.wasm'", `'${wasmName}'`) + start);
const files = { [wasmName]: wasm, [`desk.${digest(js)}.js`]: js };

mkdirSync(pkg, { recursive: true });
const wanted = Object.keys(files).flatMap((name) => [name, `${name}.br`, `${name}.gz`]).sort();
if (readdirSync(pkg).sort().join() !== wanted.join()) {
  for (const name of readdirSync(pkg)) rmSync(join(pkg, name));
  for (const [name, bytes] of Object.entries(files)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(pkg, name), bytes);
    writeFileSync(join(pkg, `${name}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(pkg, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}
for (const name of Object.keys(files)) {
  console.log(`${join(pkg, name)}: ${files[name].length} bytes, ${readFileSync(join(pkg, `${name}.br`)).length} with brotli`);
}
