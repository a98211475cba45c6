import './phone.css';
import type { ComponentChildren } from 'preact';
import { place } from '../place.ts';
import { sessions } from '../session/session.ts';
import { History } from './history.tsx';
import { Home } from './home.tsx';
import { Offer } from './offer.tsx';
import { RentalPage } from './rental/page.tsx';

/** The rider's phone: `#/phone`, `#/phone?code=…` as stickers say it, `#/phone/rentals/{rental_id}`, `#/phone/history`. */
export default function PhonePage() {
  const { path, query } = place.value;
  const [, part, id] = path;
  const code = query.get('code');
  if (part === 'rentals' && id) return <Column>{<RentalPage key={id} rental_id={id} />}</Column>;
  if (part === 'history') return <Column>{<History />}</Column>;
  if (code) return <Column>{<Offer key={code} code={code} />}</Column>;
  return <Column>{<Home />}</Column>;
}

function Column({ children }: { children: ComponentChildren }) {
  return (
    <div class="phone">
      {sessions.phone.value?.phone_id === undefined && (
        <p class="notice bad" role="alert">
          Your sign-in names no phone, so nothing can be rented with it.
        </p>
      )}
      {children}
    </div>
  );
}
