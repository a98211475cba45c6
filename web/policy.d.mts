import type { Config } from './config.ts';

export function contentSecurityPolicy(config: Config): string;
