// Starts the worker's WebAssembly. The query of this script's address is the build stamp; it is handed on to both
// files, so that a cache never mixes two builds.
const stamp = self.location.search;
const { default: init } = await import(`./worker.js${stamp}`);
await init({ module_or_path: new URL(`./worker_bg.wasm${stamp}`, import.meta.url) });
