export function since(start: number): string;
export function pacemaker(
  print: (line: string) => void,
  line: () => string,
  quiet?: number,
): { heard(): void; end(): void };
