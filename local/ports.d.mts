export const HOST: string;
export function freePort(): Promise<number>;
export function choosePorts(environment: NodeJS.ProcessEnv): Promise<Record<string, string>>;
