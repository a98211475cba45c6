import { invalid } from './errors.ts';

/** The origin that the caller used: the Host header, and the scheme that the proxy before us reports. */
export function originOf(headers: Record<string, string | undefined>): string {
  const { host = '', 'x-forwarded-proto': forwarded = '' } = headers;
  const [asked = ''] = forwarded.split(',');
  const isLocal = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host);
  const scheme = ['http', 'https'].includes(asked) ? asked : isLocal ? 'http' : 'https';
  const url = `${scheme}://${host}`;
  if (!URL.canParse(url)) throw invalid('host', 'The Host header must name a host.');
  return new URL(url).origin;
}
