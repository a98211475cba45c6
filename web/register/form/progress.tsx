/** How far something is that takes many requests. */
export function Progress({ done, all, what }: { done: number; all: number; what: string }) {
  return (
    <div class="progress" role="status">
      <progress max={all} value={done} aria-label={what} />
      <span>
        {what}: {done} of {all}
      </span>
    </div>
  );
}
