import { useState } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { href } from '../place.ts';
import { Camera } from './camera.tsx';
import { codeIn } from './code.ts';
import { canScan } from './scan.ts';

const go = (text: string) => {
  const code = codeIn(text);
  if (code) location.hash = href(['phone'], { code });
};

/** The way to a device: its sticker, by the camera where there is one, or typed. */
export function FindDevice() {
  const [isScanning, setScanning] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <section class="card" aria-label="Rent a device">
      {isScanning ? (
        <Camera onText={go} onEnd={() => setScanning(false)} />
      ) : (
        canScan && (
          <button type="button" class="main wide" onClick={() => setScanning(true)}>
            <Icon name="phone" />
            Scan
          </button>
        )
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go(typed);
        }}
      >
        <label>
          <span>{canScan ? 'Or type the code on the sticker' : 'The code on the sticker'}</span>
          <input
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="go"
          />
        </label>
        <button type="submit" class={canScan ? 'wide' : 'main wide'} disabled={!codeIn(typed)}>
          Go on
        </button>
      </form>
    </section>
  );
}
