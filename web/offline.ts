/** The service worker: the page itself opens without a network, and says then that the API is away. Data are never kept. */
const worker = self as unknown as Worker;

/** As much of https://www.w3.org/TR/service-workers/#serviceworkerglobalscope-interface as is used here. */
interface Worker {
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', hear: (event: { waitUntil(done: Promise<void>): void }) => void): void;
  addEventListener(
    type: 'fetch',
    hear: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
}

const CACHE = 'skein';

worker.addEventListener('install', (event) => event.waitUntil(keepFiles().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

/** Keeps every file of this version, and none of older ones. */
async function keepFiles(): Promise<void> {
  const files = (await (await fetch('files.json', { cache: 'no-cache' })).json()) as string[];
  const wanted = files.map((file) => new URL(file, worker.location.href).href);
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) if (!wanted.includes(url)) await cache.delete(url);
  await cache.addAll(wanted);
}

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isOurs =
    origin === worker.location.origin && request.method === 'GET' && !/^\/(v1|public|contract)\//.test(pathname);
  if (isOurs) event.respondWith(newest(request));
});

/** From the network, and from what was kept where that fails. */
async function newest(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  // the code of a sign-in is part of the address, and of no file
  const key = request.mode === 'navigate' ? new URL('./', worker.location.href).href : request;
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
}
