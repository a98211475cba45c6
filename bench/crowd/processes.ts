import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Of /proc; Linux has it so everywhere. */
const TICKS_PER_SECOND = 100;

interface Process {
  pid: number;
  name: string;
  parent: number;
  group: number;
  /** User and system together, us. */
  cpu: number;
}

export interface Cpu {
  /** The stack's own process. */
  stack: number;
  redis: number;
}

/** The CPU that a stack's process group has used, us; undefined where there is no /proc. `launcher` has started it. */
export function cpuOf(launcher: number): Cpu | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  const all = running();
  const leader = all.find(({ pid, parent, group }) => parent === launcher && group === pid);
  if (!leader) throw new Error('the process group of the stack is not found');
  const cpu = { stack: 0, redis: 0 };
  for (const one of all.filter(({ group }) => group === leader.pid)) {
    cpu[one.name === 'redis-server' ? 'redis' : 'stack'] += one.cpu;
  }
  return cpu;
}

function running(): Process[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => stat(pid) ?? []);
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name may hold anything, so it ends at the last `)`. */
function stat(pid: string): Process | undefined {
  try {
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ').map(Number);
    const [, parent, group] = fields as [number, number, number];
    const ticks = fields[11]! + fields[12]!;
    return { pid: Number(pid), name, parent, group, cpu: (ticks * 1_000_000) / TICKS_PER_SECOND };
  } catch {
    return undefined; // it has ended meanwhile
  }
}
