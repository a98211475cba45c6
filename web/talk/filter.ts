/** Whether a topic is of a filter (https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html, 4.7). */
export function matches(filter: string, topic: string): boolean {
  const [levels, parts] = [filter.split('/'), topic.split('/')];
  const many = levels.at(-1) === '#';
  if (many ? parts.length < levels.length - 1 : parts.length !== levels.length) return false;
  return levels.every((level, i) => level === '#' || level === '+' || level === parts[i]);
}
