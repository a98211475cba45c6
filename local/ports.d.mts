export const HOST: string;
export const PORTS: Record<string, { default: number; use: string }>;
export function freePort(): Promise<number>;
export function choosePorts(environment: NodeJS.ProcessEnv): Promise<Record<string, string>>;
