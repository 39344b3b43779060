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
const { SIMD128, BulkMemory, NontrappingFPToInt, SignExt, MutableGlobals, ReferenceTypes, Multivalue } = binaryen.Features;
const FEATURES = SIMD128 | BulkMemory | NontrappingFPToInt | SignExt | MutableGlobals | ReferenceTypes | Multivalue;

for (const file of files) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(FEATURES);
  module.optimize();
  writeFileSync(file, module.emitBinary());
  module.dispose();
}
