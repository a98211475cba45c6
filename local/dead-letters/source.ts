import type { Letter } from './letter.ts';

/** Some letters of a queue or bucket. Nobody else gets those of a queue meanwhile. */
export interface Batch {
  letters: Letter[];
  /** Takes these from the dead letters; gives the ids of those that could not be taken away. */
  remove(sent: readonly Letter[]): Promise<Set<string>>;
}

/** A queue or bucket of dead letters. */
export interface Source {
  /** Its logical id. */
  queue: string;
  /** All its letters, each once. When the reading ends, however it ends, those that are left can be had again. */
  batches(): AsyncGenerator<Batch>;
}
