import { render } from 'preact';
import 'maplibre-gl/dist/maplibre-gl.css';
import './style.css';
import './frame.css';
import './parts/parts.css';
import './map/map.css';
import './heat/heat.css';
import { finishSignIn } from './session/sign-in.ts';
import { Shell } from './shell.tsx';

const app = document.getElementById('app')!;

try {
  await finishSignIn();
  app.replaceChildren();
  render(<Shell />, app);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  const line = document.createElement('p');
  line.className = 'starting';
  line.textContent = `Signing in has failed: ${reason}. Reload to try again.`;
  app.replaceChildren(line);
}

// Playwright and http://127.0.0.1 have it, too; an http:// address elsewhere does not
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('offline.js').catch(() => {});
