// A washer that obeys as docs/commands.md says: node docs/washer.mjs <broker url> <device id> <token>
import { randomUUID } from 'node:crypto';
import { connect } from 'mqtt';

const [, , url, id, password] = process.argv;
const boot = randomUUID().slice(0, 8);
const answers = new Map(); // by command: it is delivered at least once, and obeyed once
let [seq, fence, running, lease] = [0, 0, false, undefined];
let ahead = Number.NEGATIVE_INFINITY; // the broker's clock before ours, ms: a message arrives later than it was sent

// AWS IoT takes passwords on port 443 with the protocol name mqtt; without TLS that has no effect.
const client = connect(url, { clientId: id, username: id, password, clean: true, ALPNProtocols: ['mqtt'] });
const say = (topic, message) => client.publish(`devices/${id}/${topic}`, JSON.stringify(message), { qos: 1 });
const report = () => {
  const status = lease ? 'in_use' : 'available';
  say('state', { seq: ++seq, boot, at: Date.now(), status, ...(lease && { lease }), properties: { running } });
};

client.on('connect', () => client.subscribe(`devices/${id}/commands/+`, { qos: 1 }, report));
client.on('message', (_, payload) => {
  const command = JSON.parse(payload);
  ahead = Math.max(ahead, command.sent_at - performance.now());
  if (ahead + performance.now() > command.expires_at) return; // too late: nobody waits for it any more
  const known = answers.get(command.command_id);
  const refusal = known === undefined ? obey(command) : known;
  answers.set(command.command_id, refusal);
  const outcome = refusal === '' ? { outcome: 'done' } : { outcome: 'refused', reason: refusal };
  say(`commands/${command.command_id}/result`, {
    ...outcome,
    fence: command.fence,
    at: Date.now(),
    command_id: command.command_id,
  });
  report(); // what it shows is what counts
});
setInterval(report, 60_000);

/** Why it does not obey, or nothing. */
function obey({ type, action, rental_id, phone_id, fence: newest = fence }) {
  if (newest < fence) return 'fence_old'; // of a rental that is over
  fence = newest;
  if (type === 'release' && lease?.rental_id !== rental_id) return ''; // it has gone already
  if (type === 'bind') lease = { rental_id, phone_id, fence };
  if (type === 'release') lease = undefined;
  if (action !== undefined && action !== 'start' && action !== 'stop') return 'unknown_action';
  if (type !== 'bind' || action !== undefined) running = action === 'start';
  return '';
}
