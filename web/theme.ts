import { effect, signal } from '@preact/signals';

type Theme = 'light' | 'dark';
const KEY = 'skein.theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

const chosen = signal<Theme | undefined>((localStorage.getItem(KEY) as Theme | null) ?? undefined);
const preferred = signal<Theme>(prefersDark.matches ? 'dark' : 'light');
prefersDark.addEventListener('change', ({ matches }) => {
  preferred.value = matches ? 'dark' : 'light';
});

/** What was chosen here, else what the system prefers. */
export const theme = {
  get value(): Theme {
    return chosen.value ?? preferred.value;
  },
};

export function switchTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEY, chosen.value);
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
