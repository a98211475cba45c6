export { type Launched, launch } from '../../local/launch.ts';
