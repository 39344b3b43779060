// Optimises WebAssembly modules for size in their places, all in one process: starting wasm-opt takes longer than most of
// the modules. Called by wasm.rs: node optimise.mjs PACKAGE FILE...
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [packageFile, ...files] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(packageFile));

// -Oz, with limits that keep copies of small functions from spreading.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
binaryen.setAlwaysInlineMaxSize(2);
binaryen.setOneCallerInlineMaxSize(0);
// Names of functions are for debuggers.
binaryen.setDebugInfo(false);
const { SIMD128, BulkMemory, BulkMemoryOpt, NontrappingFPToInt, SignExt, MutableGlobals, ReferenceTypes, Multivalue } =
  binaryen.Features;
const FEATURES = SIMD128 | BulkMemory | BulkMemoryOpt | NontrappingFPToInt | SignExt | MutableGlobals | ReferenceTypes | Multivalue;

/** The module without its custom sections: what made it, and for which machines, no browser reads. */
function bare(bytes) {
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const start = at;
    const kind = bytes[at++];
    let size = 0;
    for (let shift = 0, byte = 128; byte >= 128; shift += 7) {
      byte = bytes[at++];
      size += (byte & 127) << shift;
    }
    at += size;
    if (kind !== 0) parts.push(bytes.subarray(start, at));
  }
  return Buffer.concat(parts);
}

for (const file of files) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(FEATURES);
  // What the first round has made small, the second finds more in: half a percent.
  module.optimize();
  module.optimize();
  writeFileSync(file, bare(module.emitBinary()));
  module.dispose();
}
