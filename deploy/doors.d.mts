import type { DomainFile } from './domain-file.ts';

export interface Door {
  domain: string;
  kind: 'http' | 'mqtt' | 'schedule' | 'cognito';
  /** Of its file, without the ending. */
  name: string;
  /** As functions.yml names it: http/create. */
  door: string;
  bundle: string;
  /** As serverless.yml names it. */
  key: string;
  source: string;
}

export function readDomain(domain: string): DomainFile;
export function readDomains(): string[];
export function doorOf(domain: string, door: string): Door;
export function readDoors(): Door[];
export function onlyReads(door: Door): boolean;
export function camel(name: string): string;
export function pascal(name: string): string;
