// A static file server on 127.0.0.1 for the two peers that run in a browser, without packages.
//
// The mapping of addresses to files is left to the caller.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  // Without Content-Encoding, because the page decompresses these files itself and the browser must not do so first.
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

// Cross-origin isolation, which browsers require for shared memory and so for threads.
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * Serves folders at a free port.
 *
 * `mounts` are pairs of an address and a folder, tried in order; addresses end with "/". `isolated` adds the headers
 * that threads need: our own page does without, as on a plain static host. Returns the origin and a way to end it.
 */
export async function serve(mounts, { isolated = false } = {}) {
  const server = createServer((request, response) => {
    answer(mounts, isolated ? ISOLATION : {}, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

async function answer(mounts, headers, request, response) {
  const found = await findFile(mounts, request.url);
  if (!found) {
    response.writeHead(404, headers).end("not found");
    return;
  }
  const type = TYPES[path.extname(found.file)] ?? "application/octet-stream";
  // The size lets a page show progress; nothing is cached, so that a new build is never mixed with an old one.
  const own = { "Content-Type": type, "Content-Length": found.size, "Cache-Control": "no-store" };
  response.writeHead(200, { ...headers, ...own });
  if (request.method === "HEAD") response.end();
  else createReadStream(found.file).on("error", () => response.destroy()).pipe(response);
}

/** The first file that a mount has for an address; none outside of the mounts' folders. */
async function findFile(mounts, address) {
  const asked = decodeURIComponent(new URL(address, "http://127.0.0.1").pathname);
  for (const [at, folder] of mounts) {
    if (!asked.startsWith(at)) continue;
    const below = asked.slice(at.length) || "index.html";
    const file = path.resolve(folder, below);
    if (!file.startsWith(path.resolve(folder) + path.sep)) continue;
    const entry = await stat(file).catch(() => undefined);
    if (entry?.isFile()) return { file, size: entry.size };
  }
  return undefined;
}
