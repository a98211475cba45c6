import type { ComponentType } from 'preact';
import './register.css';
import './form/form.css';
import './venue/venue.css';
import './device/device.css';
import './account/account.css';
import './stickers/stickers.css';
import { href, place } from '../place.ts';
import { AccountTab } from './account/tab.tsx';
import { DeviceTab } from './device/tab.tsx';
import { StickersTab } from './stickers/tab.tsx';
import { VenueTab } from './venue/tab.tsx';

const TABS: Record<string, { name: string; body: ComponentType }> = {
  venue: { name: 'Venue', body: VenueTab },
  device: { name: 'Device', body: DeviceTab },
  stickers: { name: 'Stickers', body: StickersTab },
  account: { name: 'Account', body: AccountTab },
};

/** Registration by hand: `#/register/venue`, and so on. */
export default function RegisterPage() {
  const [, chosen = 'venue'] = place.value.path;
  const key = chosen in TABS ? chosen : 'venue';
  const { name, body: Body } = TABS[key]!;
  return (
    <div class="register">
      <header class="register-head no-print">
        <h1>Register</h1>
        <nav class="tabs" aria-label="What to register">
          {Object.entries(TABS).map(([path, tab]) => (
            <a key={path} href={href(['register', path])} aria-current={path === key ? 'page' : undefined}>
              {tab.name}
            </a>
          ))}
        </nav>
      </header>
      <section aria-label={name}>
        <Body />
      </section>
    </div>
  );
}
