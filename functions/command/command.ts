import type { CommandView } from '../../events/command/command.ts';

/** A command as it is kept. Times in ms. */
export interface Command extends Omit<CommandView, 'input' | 'effect_until'> {
  /** As JSON, which Lua does not take apart. */
  input?: string;
  /** When the effect must show; without one the device's word is all there is. */
  wanted?: { property: string; is: string; until_at: number };
  /** The action that takes it back where the effect shows too late. */
  undo?: string;
  /** Who hears of its end. */
  phone_id?: string;
  account_id?: string;
  fingerprint: string;
}

/** Until when it may still come to something. */
export const endOf = ({ wanted, expires_at }: Command): number => wanted?.until_at ?? expires_at;

/** An event for the phone, and for the device where something is to be taken back. */
export interface Turn {
  id: string;
  type: 'command_settled' | 'command_late_effect';
  at: number;
  command: Command;
}

/** What has become of a command, in one word: `failed` is a device that said that it obeys, and did not. */
export const outcomeOf = ({ type, command: { state, effect } }: Turn): string =>
  type === 'command_late_effect' ? 'late_effect' : effect === 'unverified' ? 'done_unverified' : state;
