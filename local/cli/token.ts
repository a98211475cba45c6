// npm run --silent token -- --role operator|partner|rider|device --sub ID [--phone ID] [--ttl SECONDS]
import { parseArgs } from 'node:util';
import { ROLES } from '../../events/roles.ts';
import { issue } from '../aws/issuer.ts';

const USAGE = `usage: npm run --silent token -- --role ${ROLES.join('|')} --sub ID [--phone ID] [--ttl SECONDS]`;

try {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      sub: { type: 'string' },
      phone: { type: 'string' },
      ttl: { type: 'string', default: '3600' },
    },
  });
  const { role, sub, phone } = values;
  const ttl = Number(values.ttl);
  if (!role || !(ROLES as readonly string[]).includes(role) || !sub || !Number.isInteger(ttl)) throw new Error(USAGE);
  console.log(await issue({ sub, role, phone_id: phone }, ttl));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
