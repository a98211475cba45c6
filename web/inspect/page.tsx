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
const ALLOWED = /^(devices|selected)\/[^#\s]*#?$/;

/** The messages of devices as they come: `#/messages?filter=devices/%23`. */
export default function InspectPage() {
  const filter = place.value.query.get('filter') ?? FILTERS['All of all devices'];
  const [draft, setDraft] = useState(filter);
  const [isPaused, setPaused] = useState(false);
  const [chosen, setChosen] = useState<Heard>();
  const { messages, clear } = useStream(filter, isPaused);
  const isWrong = !ALLOWED.test(draft);

  const listen = (next: string) => {
    setDraft(next);
    setChosen(undefined);
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
          <button type="button" onClick={() => setPaused(!isPaused)} aria-pressed={isPaused}>
            <Icon name={isPaused ? 'play' : 'pause'} /> {isPaused ? 'Go on' : 'Pause'}
          </button>
          <button type="button" onClick={clear}>
            Clear
          </button>
        </form>
        <p id="filter-help" class={isWrong ? 'bad' : 'faint'}>
          {isWrong
            ? 'A filter begins with devices/ or selected/; + stands for one level, # at the end for the rest.'
            : `${messages.value.length.toLocaleString()} messages${isPaused ? ', paused' : ''}; the last 500 are kept.`}
        </p>
        {messages.value.length === 0 && !isPaused && <p class="loading">Waiting for the next message…</p>}
        <ol class="messages">
          {messages.value.slice(0, 200).map((message) => (
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
          <MessageDetail key={chosen.number} message={chosen} later={messages.value} />
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
