import { useState } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { place, setQuery } from '../place.ts';
import './inspect.css';
import { MessageDetail } from './message.tsx';
import { type Heard, useStream } from './stream.ts';

/** What one can listen to at once, by what it is about. */
const FILTERS = {
  'All of all devices': 'devices/#',
  'Crowd reports': 'devices/+/crowd',
  'State reports': 'devices/+/state',
  'Commands and answers': 'devices/+/commands/#',
  'What was rejected': 'devices/+/rejections',
  'Other protocols': 'devices/+/raw',
};
/** A topic filter below what an operator may read. */
const ALLOWED = /^(devices|selected)(\/(\+|[^+#\s/]+))*(\/#)?$/;

/** The messages of devices as they come: `#/messages?filter=devices/%23`. */
export default function InspectPage() {
  const filter = place.value.query.get('filter') ?? FILTERS['All of all devices'];
  const [draft, setDraft] = useState(filter);
  const [paused, setPaused] = useState<readonly Heard[]>();
  const [pointed, setPointed] = useState<readonly Heard[]>();
  const [chosen, setChosen] = useState<Heard>();
  const { messages, clear } = useStream(filter);
  // a row stays where it is as long as somebody points at it
  const shown = paused ?? pointed ?? messages.value;
  const since = (messages.value[0]?.number ?? 0) - (shown[0]?.number ?? 0);
  const isWrong = !ALLOWED.test(draft);

  const listen = (next: string) => {
    setDraft(next);
    setChosen(undefined);
    setPaused(undefined);
    setPointed(undefined);
    if (ALLOWED.test(next)) setQuery({ filter: next });
  };
  return (
    <div class="inspect">
      <section class="inspect-list" aria-label="Messages">
        <form
          class="inspect-bar"
          onSubmit={(event) => {
            event.preventDefault();
            listen(draft);
          }}
        >
          <input
            aria-label="Topic filter"
            aria-invalid={isWrong}
            aria-describedby="filter-help"
            list="filters"
            value={draft}
            onInput={(event) => setDraft(event.currentTarget.value)}
            onChange={(event) => listen(event.currentTarget.value)}
          />
          <datalist id="filters">
            {Object.entries(FILTERS).map(([name, value]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </datalist>
          <button
            type="button"
            onClick={() => setPaused(paused ? undefined : messages.value)}
            aria-pressed={paused !== undefined}
          >
            <Icon name={paused ? 'play' : 'pause'} /> {paused ? 'Go on' : 'Pause'}
          </button>
          <button
            type="button"
            onClick={() => {
              clear();
              setPaused(undefined);
            }}
          >
            Clear
          </button>
        </form>
        <p id="filter-help" class={isWrong ? 'bad' : 'faint'}>
          {isWrong
            ? 'A filter begins with devices/ or selected/; + stands for one level, # at the end for the rest.'
            : `${shown.length.toLocaleString()} messages${paused ? ', paused' : ''}${since > 0 ? `, ${since.toLocaleString()} since` : ''}; the last 500 are kept.`}
        </p>
        {shown.length === 0 && !paused && <p class="loading">Waiting for the next message…</p>}
        <ol
          class="messages"
          onPointerEnter={({ pointerType }) => pointerType === 'mouse' && setPointed(messages.value)}
          onPointerLeave={() => setPointed(undefined)}
        >
          {shown.slice(0, 200).map((message) => (
            <li key={message.number}>
              <button type="button" aria-pressed={chosen?.number === message.number} onClick={() => setChosen(message)}>
                <time>{new Date(message.at).toLocaleTimeString(undefined, { hour12: false })}</time>
                <Topic topic={message.topic} />
                <span class="messages-text">{message.payload.slice(0, 160)}</span>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <aside class="panel" aria-label="One message">
        {chosen ? (
          <MessageDetail key={chosen.number} message={chosen} />
        ) : (
          <p class="faint">Choose a message to see all of it, which rules read it, and what became of it.</p>
        )}
      </aside>
    </div>
  );
}

function Topic({ topic }: { topic: string }) {
  const [branch, id, ...rest] = topic.split('/');
  return (
    <span class="messages-topic">
      <span class="faint">{branch}/</span>
      <b>{id}</b>
      <span class={rest[0] === 'rejections' ? 'bad' : ''}>/{rest.join('/')}</span>
    </span>
  );
}
