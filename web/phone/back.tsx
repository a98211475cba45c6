import { Icon } from '../parts/icon.tsx';
import { href } from '../place.ts';

export const BackHome = () => (
  <a class="back" href={href(['phone'])}>
    <Icon name="back" />
    Home
  </a>
);
