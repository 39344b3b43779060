// Starts the worker's WebAssembly, and fetches the built-in digits meanwhile. The query of this script's address is the
// build stamp, so that a cache never mixes two builds; the programs lie in folders named by their content.
const stamp = self.location.search;

// The smallest module with a relaxed instruction (f32x4.relaxed_madd of three zero vectors): a browser that takes it
// gets the build whose multiply-adds are fused.
const PROBE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // header
  0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b, // a type: nothing to v128
  0x03, 0x02, 0x01, 0x00, // a function of it
  0x0a, 0x13, 0x01, 0x11, 0x00, // its body
  0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, 0x41, 0x00, 0xfd, 0x0f, // three times i8x16.splat of 0
  0xfd, 0x85, 0x02, 0x0b, // f32x4.relaxed_madd, end
]);
// The build puts the names of the folders in place of their beginnings (xtask/src/build/worker.rs).
const folder = WebAssembly.validate(PROBE) ? 'worker_relaxed-' : 'worker-';

const place = (file) => new URL(`./${file}`, import.meta.url);
const bytes = async (file) => {
  const response = await fetch(place(`${file}${stamp}`));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};
// All on their way at once; the program finds the digits in its global scope (src/worker/lib.rs).
const program = fetch(place(`${folder}/worker_bg.wasm`));
const digits = Promise.all(['digits/images-idx3-ubyte.gz', 'digits/labels-idx1-ubyte.gz'].map(bytes));
const { default: init } = await import(`./${folder}/worker.js`);
self.builtInDigits = await digits;
await init({ module_or_path: program });
