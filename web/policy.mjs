/**
 * The console's Content-Security-Policy: code, styles and files of its own, connections to what its configuration names,
 * and nothing else (https://www.w3.org/TR/CSP3/). `config` is what /config.json holds.
 */
export function contentSecurityPolicy({ api, mqtt, issuer, tiles }) {
  const map = tiles ? [originOf(tiles.url)] : [];
  // the token endpoint of a provider may have a host of its own, which is known to its metadata alone
  const provider = issuer.startsWith('https:') ? ['https:'] : [originOf(issuer)];
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:', ...map],
    // MapLibre fetches the picture of a plan, which a data: URL holds; such a request goes nowhere
    'connect-src': ["'self'", 'data:', ...[api, mqtt].filter(Boolean).map(originOf), ...provider, ...map],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${[...new Set(sources)].join(' ')}`)
    .join('; ');
}

/** Of an address that may be a template, such as `https://tiles.example.com/{z}/{x}/{y}.png`. */
const originOf = (address) => /^[a-z]+:\/\/[^/]+/.exec(address)[0];
