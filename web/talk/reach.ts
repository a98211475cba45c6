import { signal } from '@preact/signals';

/** Whether the API has answered the last request, whatever it said. */
export const reach = signal<'here' | 'away'>('here');
