import { secret } from '../../lib/secret.ts';
import { SECOND } from '../../lib/time.ts';

/** A TSDB that takes InfluxDB line protocol and answers PromQL, such as VictoriaMetrics. */
const ANSWERS_WITHIN = 8 * SECOND;

/** Rejects where it is out of reach or answers an error; the error holds neither address nor credentials. */
export async function askTsdb(path: string, body: string | URLSearchParams): Promise<Response> {
  const { TSDB_URL: url = '', TSDB_SECRET: isSecret } = process.env;
  const authorization = isSecret && (await secret('tsdb_authorization'));
  let response: Response;
  try {
    response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method: 'POST',
      body,
      headers: authorization ? { authorization } : {},
      signal: AbortSignal.timeout(ANSWERS_WITHIN),
    });
  } catch {
    throw new Error('the time series database is out of reach');
  }
  if (!response.ok) throw new Error(`the time series database answered ${response.status}`);
  return response;
}
