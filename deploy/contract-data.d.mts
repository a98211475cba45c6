import type { Plugin } from 'esbuild';

export const contractAsData: Plugin;
