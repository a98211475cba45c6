import { doorOf, readDomain, readDomains } from '../../deploy/doors.mjs';
import { secretsOf } from '../../deploy/secrets.ts';
import { imports, reachable } from './imports.ts';

const ALL = imports();

const functions = readDomains().flatMap((domain) =>
  Object.entries(readDomain(domain).functions).map(([name, entry]) => ({
    name: `${domain}/${name}`,
    code: reachable(doorOf(domain, name).source, ALL),
    secrets: secretsOf(entry),
  })),
);

/** The client of values that need not be text is another. */
const CLIENTS = ['lib/redis.ts', 'functions/backup/rest.ts'];

// What a function is not given, it cannot fetch on AWS; the laptop would hand it out.
test.each(functions)('$name is given the token of Redis if its code reaches Redis', ({ code, secrets }) => {
  expect(secrets.some((name) => name.startsWith('redis_'))).toBe(CLIENTS.some((client) => code.has(client)));
});

test.each(functions)('$name is given the authorization of the TSDB if it asks the TSDB', ({ code, secrets }) => {
  expect(secrets.includes('tsdb_authorization')).toBe(code.has('functions/series/tsdb.ts'));
});

test.each(functions)('$name is given the keys of codes only if its code has to do with them', ({ code, secrets }) => {
  if (secrets.includes('code_keys')) expect(code).toContain('lib/signed.ts');
});
