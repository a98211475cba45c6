// npm run --silent dead-letters: what the running stack could not deliver, one JSON object a line.
import { runningStack } from '../running.ts';

try {
  const response = await fetch(`${runningStack().endpoint}/dead-letters`);
  const letters = (await response.json()) as unknown[];
  for (const letter of letters) console.log(JSON.stringify(letter));
  if (letters.length === 0) console.error('no dead letters');
} catch (error) {
  console.error(`dead-letters: ${(error as Error).message}`);
  process.exitCode = 1;
}
