// Keeps the files of the page in the browser, so that it opens without a network: a service worker, which the page registers
// once it has fetched everything it can show (src/web/offline.rs). Data sets are kept by the lab itself (src/web/stored.rs).
//
// The build puts the files of the site and a sum over them in place of the two names (xtask/src/build/offline.rs).
const FILES = ['files of the site'];
const BUILD = 'sum of the build';

// Several labs may lie on one host: each keeps its own files alone.
const HOME = new URL('./', self.location);
const CACHE_START = `autoencoder-lab page ${HOME.pathname} `;
const CACHE = CACHE_START + BUILD;

// A browser runs one of the two workers; the page says which (`gemm::SIMD`).
const isRelaxed = new URLSearchParams(self.location.search).get('simd') === 'relaxed-simd';
const unused = isRelaxed ? 'worker-' : 'worker_relaxed-';
const files = FILES.filter((file) => !file.startsWith(unused));
// The document is asked for by the folder's address: some hosts lead its file's name back to that.
const kept = new Set(files.map((file) => (file === 'index.html' ? '' : file)));

// A file with a sum in its name or its folder's never changes; another one may, so that the host is asked first.
const isNamedByContent = (file) => /-[0-9a-f]{16}/.test(file);

const fromCache = async (file) => (await caches.open(CACHE)).match(new URL(file, HOME));

const fromHost = async (request, file) => {
  try {
    return await fetch(request);
  } catch (error) {
    const answer = await fromCache(file);
    if (answer) return answer;
    throw error;
  }
};

self.addEventListener('install', (event) => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  // All or none: half a page is no page. What was kept before stays until then.
  await cache.addAll([...kept].map((file) => new URL(file, HOME).href));
  await self.skipWaiting();
})()));

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith(CACHE_START) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
})()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== HOME.origin || !pathname.startsWith(HOME.pathname)) return;
  const name = pathname.slice(HOME.pathname.length);
  const file = name === 'index.html' ? '' : name;
  if (!kept.has(file)) return;
  const answer = isNamedByContent(file)
    ? fromCache(file).then((found) => found ?? fetch(request))
    : fromHost(request, file);
  event.respondWith(answer);
});
